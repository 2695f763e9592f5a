// The messages of one chat: drawn once, then only what changed.
import { draw } from "./bubble.js";
import { make } from "./dom.js";
import { date, day } from "./when.js";
import { t } from "./words.js";

const WINDOW = 120; // messages drawn at first: a weak machine opens a long chat at once
const TOGETHER = 300000; // ms: closer messages of one sender stand in one group
const PATIENCE = 5000; // ms until a tap without an answer gets its mark

export class Log {
  #nodes = new Map(); // key -> {item, signature}
  #waiting = new Map(); // message id -> {place, late, timer}
  #place = null;
  #depth = WINDOW;
  #last = null;
  #newest;
  #told = new Set(); // queries whose answer came before we knew their ids

  /** `hands`: {tap, follow, command, reply}, as in bubble.js; `scrolled(atBottom)` is told of every scroll. */
  constructor(hands, scrolled) {
    this.hands = { ...hands, tap: this.#tap.bind(this), jump: this.jump.bind(this) };
    this.send = hands.tap;
    this.list = make("ol", { class: "messages" });
    this.earlier = make("button", { type: "button", class: "earlier", onclick: () => this.#deeper() });
    this.element = make("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions text", tabindex: "0" },
      this.earlier, this.list);
    this.scrolled = scrolled;
    this.element.addEventListener("scroll", () => this.#moved(), { passive: true });
    const watch = new ResizeObserver(() => this.#keep());
    watch.observe(this.element);
    watch.observe(this.list);
  }

  get atBottom() {
    return this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < 40;
  }

  toBottom() {
    this.element.scrollTop = this.element.scrollHeight;
    this.kept = true;
  }

  // A scroll event may come late, after the phone has changed its height: only a move upwards is the reader's own.
  #moved() {
    if (!this.element.clientHeight) return;
    const top = this.element.scrollTop;
    if (this.atBottom) this.kept = true;
    else if (top < this.top - 1) this.kept = false;
    this.top = top;
    this.scrolled(this.kept);
  }

  #keep() {
    if (this.kept) this.element.scrollTop = this.element.scrollHeight;
  }

  /** Show these messages of the place (chat and thread) as `person` sees them. */
  show(place, messages, person, grouped) {
    const fresh = place !== this.#place;
    if (fresh) this.#leave(place);
    this.#last = [place, messages, person, grouped];
    const newest = messages.at(-1);
    const grown = newest?.id !== this.#newest;
    const stick = fresh || this.kept || (grown && newest?.from === person);
    if (grown && newest?.from !== person) this.answered();
    this.#newest = newest?.id;
    this.#reconcile(entries(messages.slice(-this.#depth)), { messages, person, grouped, fresh });
    this.earlier.hidden = messages.length <= this.#depth;
    this.earlier.textContent = t("earlier");
    this.kept = stick;
    if (stick) this.toBottom();
  }

  #leave(place) {
    this.#place = place;
    this.#depth = WINDOW;
    this.#newest = undefined;
    this.answered();
    this.#nodes.clear();
    this.list.replaceChildren();
  }

  #deeper() {
    this.#depth += WINDOW;
    const height = this.element.scrollHeight;
    this.kept = false;
    this.show(...this.#last);
    this.element.scrollTop += this.element.scrollHeight - height;
  }

  #reconcile(rows, view) {
    const wanted = new Set(rows.map((row) => row.key));
    for (const [key, node] of this.#nodes) if (!wanted.has(key)) this.#forget(key, node);
    let next = this.list.firstChild;
    for (const row of rows) {
      const { item } = this.#nodes.get(row.key) ?? this.#born(row, view.fresh);
      if (item === next) next = next.nextSibling;
      else this.list.insertBefore(item, next);
      this.#fill(row, view);
    }
  }

  #born(row, quiet) {
    const item = make("li", { class: "day" });
    const node = { item, signature: null, arriving: !quiet };
    this.#nodes.set(row.key, node);
    return node;
  }

  #forget(key, node) {
    node.item.remove();
    this.#nodes.delete(key);
    this.#settle(Number(key.slice(1)));
  }

  #fill(row, view) {
    const node = this.#nodes.get(row.key);
    const quoted = row.message?.reply_to && view.messages.find((message) => message.id === row.message.reply_to);
    const signature = JSON.stringify([row.message ?? row.words, quoted?.text]);
    if (signature !== node.signature) this.#redraw(row, node, { ...view, quoted });
    node.signature = signature;
    if (!row.message) return;
    node.item.classList.toggle("first", row.first);
    node.item.classList.toggle("last", row.last);
  }

  #redraw(row, node, view) {
    if (!row.message) return node.item.replaceChildren(make("span", { class: "chip" }, row.words));
    const focused = [...node.item.querySelectorAll("button")].indexOf(document.activeElement);
    const own = row.message.from === view.person;
    draw(node.item, row.message, { own, grouped: view.grouped, quoted: view.quoted, hands: this.hands });
    node.item.dataset.id = row.message.id;
    if (node.arriving) node.item.classList.add("arriving");
    node.arriving = false;
    this.#settle(row.message.id);
    if (focused >= 0) ([...node.item.querySelectorAll("button")][focused] ?? this.element).focus({ preventScroll: true });
  }

  /** Bring a message into sight, if it is drawn. */
  jump(id) {
    const item = this.#nodes.get(`m${id}`)?.item;
    if (!item) return;
    this.kept = false;
    item.scrollIntoView({ block: "center" });
    item.classList.remove("found");
    requestAnimationFrame(() => item.classList.add("found"));
  }

  #tap(message, button, made) {
    if (button.data !== undefined && button.data !== null) this.#wait(message.id, made);
    this.send(message, button);
  }

  #wait(id, made) {
    this.#settle(id);
    made.classList.add("waiting");
    made.setAttribute("aria-busy", "true");
    made.title = t("waiting");
    const timer = setTimeout(() => this.#late(made), PATIENCE);
    this.#waiting.set(id, { made, timer });
  }

  #late(made) {
    made.classList.replace("waiting", "unanswered");
    made.removeAttribute("aria-busy");
    made.title = t("unanswered");
    made.append(make("span", { class: "unseen" }, `(${t("unanswered")})`));
  }

  #settle(id) {
    const tap = this.#waiting.get(id);
    if (!tap) return;
    clearTimeout(tap.timer);
    this.#waiting.delete(id);
    tap.made.classList.remove("waiting", "unanswered");
    tap.made.removeAttribute("aria-busy");
    tap.made.removeAttribute("title");
    tap.made.querySelector(".unseen")?.remove();
  }

  /** The tap on this message became this callback query. */
  asked(id, query) {
    const tap = this.#waiting.get(id);
    if (tap) tap.query = query;
    if (this.#told.delete(query)) this.#settle(id);
  }

  /** The bot answered this callback query; without one (a new message came), every tap here has its answer. */
  answered(query) {
    const waiting = [...this.#waiting].filter(([, tap]) => query === undefined || tap.query === query);
    if (query !== undefined && !waiting.length) this.#told.add(query);
    for (const [id] of waiting) this.#settle(id);
  }
}

function entries(messages) {
  const rows = [];
  messages.forEach((message, at) => {
    const [before, after] = [messages[at - 1], messages[at + 1]];
    if (!before || day(before.at) !== day(message.at)) rows.push({ key: `d${day(message.at)}-${message.id}`, words: date(message.at) });
    rows.push({ key: `m${message.id}`, message, first: !together(before, message), last: !together(message, after) });
  });
  return rows;
}

function together(one, two) {
  if (!one || !two || one.kind === "service" || two.kind === "service") return false;
  return one.from === two.from && day(one.at) === day(two.at) && Date.parse(two.at) - Date.parse(one.at) < TOGETHER;
}
