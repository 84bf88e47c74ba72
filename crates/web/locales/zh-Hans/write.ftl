### write
