// What lies over a phone's screen for a moment: toasts, alerts and questions.
import { make } from "./dom.js";
import { t } from "./words.js";

const STAY = 4000; // ms that a toast stays, and 50 more for each letter

export class Notices {
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
    this.#open(text, [[t("close"), () => {}]]);
  }

  /** A question with its answers, [words, deed] each, and a way out. */
  ask(text, answers) {
    this.#open(text, [...answers, [t("cancel"), () => {}]]);
  }

  #open(text, answers) {
    this.back = document.activeElement;
    const buttons = answers.map(([words, deed]) => make("button", { type: "button", onclick: () => (this.#close(), deed()) }, words));
    const box = make("div", { class: "card", role: "alertdialog", "aria-label": text }, make("p", {}, text), make("div", { class: "answers" }, ...buttons));
    this.cover.replaceChildren(box);
    this.cover.hidden = false;
    if (this.element.closest(".phone").contains(this.back)) buttons.at(0).focus();
  }

  #close() {
    this.cover.hidden = true;
    this.back?.focus?.({ preventScroll: true });
  }
}
