"""Modals and the home (docs: views.open, views.publish, views.update; Reference > Views)."""

import json
import uuid

from tests.fakes.slack import payloads
from tests.fakes.slack.blocks import checked
from tests.fakes.slack.errors import ApiError, Payload, bad_arguments
from tests.fakes.slack.methods.serve import Context, Method
from tests.fakes.slack.model import User, View

LARGEST = 250 * 1024
TITLES = {"title": 24, "submit": 24, "close": 24}
"""Characters of a modal's title and buttons (docs: Modal views)."""
LIMITS = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}


def _checked(view: object, kinds: set[str]) -> Payload:
    """Return a view that is lawful.

    Raises:
        ApiError: invalid_arguments, view_too_large, and what `checked` raises.
    """
    if not isinstance(view, dict) or view.get("type") not in kinds:
        raise bad_arguments("unsupported type [json-pointer:/view/type]")
    if len(json.dumps(view)) > LARGEST:
        raise ApiError("view_too_large")
    for name, most in LIMITS.items():
        if len(str(view.get(name, ""))) > most:
            raise bad_arguments(f"must be less than {most + 1} characters [json-pointer:/view/{name}]")
    for name, most in TITLES.items():
        _title(view, name, most)
    return {**view, "blocks": checked(view.get("blocks"), view=True)}


def _title(view: Payload, name: str, most: int) -> None:
    title = view.get(name)
    if title is None and (name != "title" or view["type"] == "home"):
        return
    text = title.get("text") if isinstance(title, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= most:
        raise bad_arguments(f"must be less than {most + 1} characters [json-pointer:/view/{name}]")


def _kept(context: Context, user: User, body: Payload) -> View:
    world = context.parts.world
    view = View(world.ids.next("V"), user.team, user, body, f"{world.ids.ts()}.{uuid.uuid4().hex[:8]}")
    world.views[view.id] = view
    return view


def _open(context: Context) -> Payload:
    body = _checked(context.args.data("view"), {"modal"})
    user = context.parts.triggers.take(context.args.need("trigger_id"))
    return {"view": payloads.view(_kept(context, user, body), context.parts.world)}


def _publish(context: Context) -> Payload:
    user = context.parts.world.user(context.team, context.args.need("user_id"))
    body = _checked(context.args.data("view"), {"home"})
    before, wanted = context.team.homes.get(user.id), context.args.text("hash")
    if wanted is not None and before is not None and before.hash != wanted:
        raise ApiError("hash_conflict")
    view = _kept(context, user, body)
    context.team.homes[user.id] = view
    return {"view": payloads.view(view, context.parts.world)}


def _update(context: Context) -> Payload:
    world, args = context.parts.world, context.args
    id_ = args.text("view_id")
    view = world.views.get(id_ or "")
    if view is None:
        wanted = args.text("external_id")
        view = next((each for each in world.views.values() if wanted and each.body.get("external_id") == wanted), None)
    if view is None or view.team is not context.team:
        raise ApiError("not_found")
    if args.text("hash") not in {None, view.hash}:
        raise ApiError("hash_conflict")
    view.body = _checked(args.data("view"), {str(view.body["type"])})
    view.hash = f"{world.ids.ts()}.{uuid.uuid4().hex[:8]}"
    return {"view": payloads.view(view, world)}


METHODS = [
    Method("views.open", _open),
    Method("views.publish", _publish),
    Method("views.update", _update),
]
