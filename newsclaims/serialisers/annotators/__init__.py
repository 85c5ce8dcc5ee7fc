"""The JSON of annotation tools: Label Studio, doccano and Prodigy, with what all of them hold in common."""
