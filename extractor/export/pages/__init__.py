"""Pages for people: templates and what fills them, for the desk and for the site."""
