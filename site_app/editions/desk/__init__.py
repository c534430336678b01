"""What the desk does with editions and no reader or volunteer ever meets: so it speaks English only."""
