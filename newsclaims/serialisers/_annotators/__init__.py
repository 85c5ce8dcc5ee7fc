"""The formats of three annotation tools, Label Studio, doccano and Prodigy, and the code that they share."""
