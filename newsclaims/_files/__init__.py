"""Opens files and streams, finds their encoding, and reads and writes text and JSON; shared by readers and formats."""
