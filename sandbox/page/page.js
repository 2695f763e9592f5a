// The chat page: a row of phones over one state of the sandbox.
import { avatar, make } from "./dom.js";
import { badge } from "./chats.js";
import { Phone } from "./phone.js";
import { listen, state as fetchState } from "./server.js";
import { Top, theme } from "./top.js";
import { setZone } from "./when.js";
import { language, speak, t } from "./words.js";

const CALM = 30000; // ms: the clock may flow by itself, and nothing tells us so
const byId = (id) => document.getElementById(id);
const phones = new Map();
let top_;
let world = null;
let heard = null; // seq of the last pop-up shown
let current = Number(localStorage.getItem("page.person"));
let asking = null;
let again = false;

/** Fetch and draw the newest state; calls that come meanwhile are folded into one more. */
function refresh() {
  if (asking) {
    again = true;
    return asking;
  }
  asking = look().finally(() => {
    asking = null;
    if (again) refresh();
  });
  return asking;
}

async function look() {
  again = false;
  const state = await fetchState().catch(() => null);
  lost(state === null);
  if (state) draw(state);
}

function lost(down = true) {
  byId("lost").hidden = !down;
  byId("lost").textContent = down ? t("connecting") : "";
}

function draw(state) {
  world = state;
  setZone(state.now);
  document.title = state.bot.name;
  top_.update(state);
  if (!state.people.some((person) => person.id === current)) current = state.people[0]?.id;
  const news = state.popups.filter((popup) => heard !== null && popup.seq > heard);
  heard = Math.max(heard ?? 0, ...state.popups.map((popup) => popup.seq));
  for (const person of state.people) phoneOf(person).update(state, person, news);
  tabs();
}

function phoneOf(person) {
  if (!phones.has(person.id)) {
    const phone = new Phone(person, refresh);
    phone.element.classList.toggle("current", person.id === current);
    phones.set(person.id, phone);
    byId("phones").append(phone.element);
  }
  return phones.get(person.id);
}

function tabs() {
  byId("tabs").setAttribute("aria-label", t("people"));
  const focused = byId("tabs").contains(document.activeElement);
  byId("tabs").replaceChildren(...world.people.map(tab));
  if (focused) byId("tabs").querySelector("[aria-selected=true]").focus();
}

function tab(person) {
  const here = person.id === current;
  const attributes = { type: "button", role: "tab", "aria-selected": String(here), "aria-controls": `phone-${person.id}`, tabindex: here ? "0" : "-1" };
  const button = make("button", attributes, avatar(person.name, person.id), make("span", {}, person.name), here ? null : badge(phones.get(person.id).unread()));
  button.addEventListener("click", () => choose(person.id));
  button.addEventListener("keydown", (event) => step(event, person));
  return button;
}

function step(event, person) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const people = world.people;
  choose(people[(people.indexOf(person) + by + people.length) % people.length].id);
}

/** On a narrow screen this person's phone is the one in sight. */
function choose(id) {
  current = id;
  localStorage.setItem("page.person", id);
  for (const [owner, phone] of phones) phone.element.classList.toggle("current", owner === id);
  phones.get(id).look();
  tabs();
  byId("tabs").querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function rebuild() {
  phones.forEach((phone) => phone.element.remove());
  phones.clear();
  begin();
  if (world) draw(world);
}

async function arrived(id) {
  await refresh();
  if (!phones.has(id)) return;
  choose(id);
  phones.get(id).element.scrollIntoView({ inline: "end", block: "nearest" });
}

function begin() {
  top_ = new Top(byId("top"), { refresh, arrived, speak: (name) => (speak(name), rebuild()) });
}

theme();
speak(language());
begin();
await refresh();
listen(world?.seq ?? 0, refresh, lost);
setInterval(() => document.hidden || refresh(), CALM);
