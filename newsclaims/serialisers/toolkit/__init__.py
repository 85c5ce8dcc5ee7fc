"""What serialisers are made of: streams, folders, JSON, records of claim sets, and claims taken apart and rebuilt."""
