"""Reading the user's files: one module per format, and what they share.

`source` opens a file, `decoding` makes text of bytes, `registry` finds the format, `draft` is what every reader yields,
`naming` tells documents and versions by the files' names.
"""
