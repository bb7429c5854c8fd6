"""The ways to draw a layer, one a file: each says what it wants and how its tiles are asked."""
