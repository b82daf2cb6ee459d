# The copy of a static pod may be on its way for a minute.
sleep 50
