// What lies over a phone's screen for a moment: toasts, alerts and questions.
import { make } from "./dom.js";
import { t } from "./words.js";

const STAY = 4000; // ms that a toast stays, and 50 more for each letter

export class Notices {
  #queue = [];

  constructor() {
    this.toasts = make("div", { class: "toasts", role: "status" });
    this.cover = make("div", { class: "cover", hidden: true, onkeydown: (event) => event.key === "Escape" && this.#close() });
    this.element = make("div", { class: "notices" }, this.toasts, this.cover);
  }

  /** A line that goes away by itself. */
  toast(text) {
    const line = make("p", { class: "toast" }, text);
    this.toasts.append(line);
    setTimeout(() => line.remove(), STAY + 50 * text.length);
  }

  /** Words that wait to be read. */
  alert(text) {
    this.#put(text, [[t("close"), () => {}]]);
  }

  /** A question with its answers, [words, deed] each, and a way out. */
  ask(text, answers) {
    this.#put(text, [...answers, [t("cancel"), () => {}]]);
  }

  #put(text, answers) {
    this.#queue.push([text, answers]);
    if (this.cover.hidden) this.#next();
  }

  #next() {
    const [text, answers] = this.#queue.shift();
    this.back = document.activeElement;
    const mine = this.element.parentElement.contains(this.back);
    const button = ([words, deed]) => make("button", { type: "button", onclick: () => (this.#close(), deed()) }, words);
    const row = make("div", { class: answers.length > 3 ? "answers many" : "answers" }, ...answers.map(button));
    this.cover.replaceChildren(make("div", { class: "card", role: "alertdialog", "aria-label": text }, make("p", {}, text), row));
    this.#cover(true);
    if (mine) row.firstChild.focus();
  }

  /** What lies under the cover can be neither tapped nor reached by keyboard. */
  #cover(on) {
    this.cover.hidden = !on;
    for (const part of this.element.parentElement.children) if (part !== this.element) part.inert = on;
  }

  #close() {
    this.#cover(false);
    if (this.back?.isConnected) this.back.focus({ preventScroll: true });
    if (this.#queue.length) this.#next();
  }
}
