"""The formats of three annotation tools, Label Studio, doccano and Prodigy, and what they share."""
