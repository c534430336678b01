from site_app.staff.middleware import DESK
from site_app.staff.navigation import entries_for


def desk(request) -> dict:
    """What every screen of the desk needs. Nothing for readers' pages."""
    if not request.path_info.startswith(DESK):
        return {}
    return {"navigation": entries_for(request)}
