"""What the officer who left Millrace handed over."""

NOTE = {
    "groups": (
        "- Mill Street watch group: meets the first Monday; speak with its chair.\n"
        "- Second Street Church: lends its hall, its pastor opens doors.\n"
        "- The tenants of the river houses: new, careful, worth a visit each month."
    ),
    "places": (
        "- Cannery Hall: every meeting; the side door is step-free.\n"
        "- The path behind the library: dark from five on; lamps are promised.\n"
        "- The corner store on Mill Street: the owner hears everything first."
    ),
    "works": (
        "Coming by on foot on Tuesdays, before the school lets out. Calling back on the same day, "
        "even to say that there is no news. Letters on doors did not bring anyone."
    ),
    "issues": (
        "- The lamps on the river path: promised, Public Works is late.\n"
        "- Cars racing on the bridge on Friday nights: the third summer now."
    ),
    "languages_spoken": "English and Spanish; older neighbors by the river speak Vietnamese.",
    "dates": "The watch group meets on the first Monday. The school fair is in the second week.",
}
