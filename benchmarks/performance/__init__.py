"""The benchmark: `python -m benchmarks` prints one table of speed, growth, memory and size, and writes it as JSON."""
