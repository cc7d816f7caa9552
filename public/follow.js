// Pages that change by themselves: all of what they show, a part of it, or a line about what happens meanwhile.

import { find } from "./parts/find.js";
import { follow } from "./parts/following.js";
import { tellOfOffers } from "./parts/offers.js";
import { guardPlaces } from "./parts/places.js";
import { lookAgain, renewPart } from "./parts/renewing.js";

/** A part that is fetched by itself is so old at most, in milliseconds. */
const RENEWED = 10_000;

/** How soon a page looks how far something is, in milliseconds. */
const SOON = 2000;

const [followed, renewed, asked] = [find("[data-follow]"), find("[data-renew]"), find("[data-asked] [role=alert]")];
if (followed) follow(followed);
if (find("[data-underway]")) setTimeout(lookAgain, SOON);
if (renewed || asked) guardPlaces();
if (renewed) setInterval(renewPart, RENEWED);
if (asked) tellOfOffers(asked);
