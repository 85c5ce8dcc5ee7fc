"""Claims as linked data: JSON-LD, PROV-O and nanopublications, all in the same terms."""
