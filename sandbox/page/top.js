// The bar over the phones: the clock, Telegram's mood, new people, theme and language.
import { icon, iconButton, make } from "./dom.js";
import { post } from "./server.js";
import { date, fromInput, nextMorning, time, toInput } from "./when.js";
import { LANGUAGES, language, t } from "./words.js";

const STEPS = [["minutes_15", 900], ["hour_1", 3600], ["hour_3", 10800], ["day_1", 86400]];
const MOODS = ["none", "refuse", "delay", "drop"];

/** Wear the remembered theme, or the system's. */
export function theme(chosen = localStorage.getItem("page.theme")) {
  if (chosen) document.documentElement.dataset.theme = chosen;
}

function turnTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const worn = document.documentElement.dataset.theme ?? system;
  const next = worn === "dark" ? "light" : "dark";
  localStorage.setItem("page.theme", next);
  theme(next);
}

export class Top {
  /** `deeds`: {refresh(), arrived(person), speak(language)}. */
  constructor(element, deeds) {
    this.deeds = deeds;
    this.brand = make("h1", {}, "");
    this.date = make("span", { class: "date" });
    this.time = make("time", { class: "time" });
    this.said = make("span", { class: "unseen", role: "status" });
    this.mood = this.#moods();
    this.problem = make("p", { class: "problem", role: "alert" });
    const steps = make("div", { class: "steps", id: "steps", popover: "auto", role: "group", "aria-label": t("forward") }, ...this.#steps(), this.#custom());
    const face = make("button", { type: "button", class: "face", popovertarget: "steps", title: t("forward") }, icon("clock"), this.time, this.date);
    const brand = make("div", { class: "brand" }, this.brand, make("small", {}, t("rehearsal")));
    const quick = make("div", { class: "quick", role: "group", "aria-label": t("forward") }, ...this.#steps());
    const more = iconButton("menu", t("settings"), null, { class: "round more", popovertarget: "tools" });
    element.replaceChildren(brand, make("div", { class: "clock" }, face, quick, steps), more, this.#tools(), this.said, this.problem);
    this.element = element;
  }

  /** Show the name, the moment and the mood of this state. */
  update(state) {
    this.now = state.now;
    this.brand.textContent = state.bot.name;
    this.time.textContent = time(state.now);
    this.time.dateTime = state.now;
    this.date.textContent = date(state.now);
    if (document.activeElement !== this.mood) this.mood.value = state.trouble.mode;
    this.mood.parentElement.classList.toggle("bad", state.trouble.mode !== "none");
    const earliest = toInput(state.now);
    if (this.moment.min === earliest) return;
    this.moment.min = earliest;
    if (this.moment.value < earliest) this.moment.value = earliest;
  }

  #steps() {
    const steps = STEPS.map(([key, by]) => make("button", { type: "button", onclick: () => this.#move({ by }) }, t(key)));
    return [...steps, make("button", { type: "button", onclick: () => this.#move({ to: nextMorning(this.now) }) }, t("morning"))];
  }

  #custom() {
    this.moment = make("input", { type: "datetime-local", required: true });
    const go = (event) => (event.preventDefault(), this.#move({ to: fromInput(this.moment.value) }));
    return make("form", { class: "moment", onsubmit: go }, make("label", {}, make("span", {}, t("clock_to")), this.moment), make("button", { class: "primary" }, t("move")));
  }

  async #move(how) {
    this.element.classList.add("moving");
    await this.#do("clock", how);
    this.element.classList.remove("moving");
    this.said.textContent = t("clock_moved", { when: `${this.date.textContent}, ${this.time.textContent}` });
  }

  #moods() {
    const change = (event) => this.#do("trouble", { mode: event.target.value });
    return make("select", { "aria-label": t("telegram"), onchange: change }, ...MOODS.map((mood) => make("option", { value: mood }, t(`trouble_${mood}`))));
  }

  #tools() {
    const tongues = Object.entries(LANGUAGES).map(([code, name]) => make("option", { value: code, selected: code === language() }, name));
    const speak = (event) => this.deeds.speak(event.target.value);
    const dialog = this.#newcomer();
    const add = make("button", { type: "button", class: "add", onclick: () => dialog.showModal() }, icon("plus"), make("span", {}, t("new_person")));
    return make("div", { class: "tools", id: "tools", popover: "auto" },
      make("label", { class: "mood" }, make("span", {}, t("telegram")), this.mood), add,
      make("select", { class: "tongues", "aria-label": t("page_language"), onchange: speak }, ...tongues),
      make("button", { type: "button", class: "theme", title: t("theme"), "aria-label": t("theme"), onclick: turnTheme }, icon("theme"), make("span", {}, t("theme"))), dialog);
  }

  #newcomer() {
    const name = make("input", { name: "name", required: true, maxlength: "64", autocomplete: "off" });
    const label = make("input", { name: "label", maxlength: "40", autocomplete: "off", placeholder: t("label_hint") });
    const tongue = make("select", { name: "language" }, ...Object.entries(LANGUAGES).map(([code, own]) => make("option", { value: code }, own)));
    const dialog = make("dialog", { "aria-label": t("new_person") });
    const send = (event) => (event.preventDefault(), dialog.close(), this.#add({ name: name.value.trim(), language: tongue.value, label: label.value.trim() }));
    const field = (key, input) => make("label", {}, make("span", {}, t(key)), input);
    dialog.append(make("form", { onsubmit: send }, make("h2", {}, t("new_person")), field("name", name), field("language", tongue), field("label", label),
      make("div", { class: "answers" }, make("button", { type: "button", onclick: () => dialog.close() }, t("cancel")), make("button", { class: "primary" }, t("add")))));
    return dialog;
  }

  async #add(person) {
    const made = await this.#do("person", person);
    if (made) await this.deeds.arrived(made.person);
  }

  async #do(deed, body) {
    try {
      const answer = await post(deed, body);
      await this.deeds.refresh();
      this.problem.textContent = "";
      return answer;
    } catch (error) {
      this.problem.textContent = t("failed", { why: error.message });
      return null;
    }
  }
}
