"""What texts taught about translations: seen, emptied, switched off."""
