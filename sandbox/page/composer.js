// Where a person writes: text, commands, files, a contact, a place, and the bot's reply keyboard.
import { gist } from "./bubble.js";
import { icon, iconButton, make } from "./dom.js";
import { hum } from "./hum.js";
import { t } from "./words.js";

const PLACES = [
  ["Астана", 51.1282, 71.4304], ["Алматы", 43.2389, 76.8897], ["Шымкент", 42.3155, 69.5869],
  ["Ақтау", 43.6532, 51.1975], ["Ақтөбе", 50.2839, 57.167], ["Атырау", 47.0945, 51.9238], ["Орал", 51.2333, 51.3667],
];

export class Composer {
  #replying = null;
  #offered = [];
  #at = 0;
  #drawn = "";

  /** `deeds`: {say, press, contact, location, file, unblock, start, ask}; ask(words, answers) opens a question in the phone. */
  constructor(deeds) {
    this.deeds = deeds;
    this.input = make("textarea", { rows: "1", placeholder: t("message"), "aria-label": t("message"), enterkeyhint: "send",
      oninput: () => this.#typed(), onkeydown: (event) => this.#key(event) });
    this.quoted = make("div", { class: "quoting", hidden: true });
    this.menu = make("div", { class: "sheet commands", role: "listbox", "aria-label": t("commands"), hidden: true });
    this.more = make("div", { class: "sheet attach", hidden: true }, ...this.#attachments());
    this.keys = make("div", { class: "keys", hidden: true });
    this.slash = make("button", { type: "button", class: "slash", "aria-label": t("commands"), title: t("commands"),
      "aria-expanded": "false", onclick: () => this.#commands() }, "/");
    this.clip = iconButton("attach", t("attach"), () => this.#toggle(this.more, this.clip), { "aria-expanded": "false" });
    this.board = iconButton("keyboard", t("keyboard"), () => (this.keys.hidden = !this.keys.hidden), { hidden: true });
    this.line = make("form", { class: "line", onsubmit: (event) => (event.preventDefault(), this.#send()) },
      this.clip, this.slash, this.input, this.board,
      make("button", { class: "round primary", "aria-label": t("send"), title: t("send") }, icon("send")));
    this.instead = make("div", { class: "instead", hidden: true });
    this.element = make("div", { class: "composer", onkeydown: (event) => event.key === "Escape" && this.shut(),
      onfocusout: (event) => event.relatedTarget && !this.element.contains(event.relatedTarget) && this.shut() },
      this.more, this.menu, this.quoted, this.line, this.instead, this.keys);
  }

  /** `place`: {commands, keyboard, blocked, empty, closed} of the chat in view. */
  show({ commands, keyboard, blocked, empty, closed }) {
    this.list = commands;
    this.slash.hidden = !commands.length;
    const state = JSON.stringify([keyboard, blocked, empty, closed]);
    if (state === this.#drawn) return;
    this.#drawn = state;
    this.#keyboard(keyboard);
    const instead = blocked ? ["unblock", this.deeds.unblock] : empty ? ["start", this.deeds.start] : null;
    this.line.hidden = Boolean(instead) || closed;
    this.instead.hidden = !this.line.hidden;
    this.instead.replaceChildren(instead ? make("button", { type: "button", class: "big", onclick: instead[1] }, t(instead[0])) : t("closed"));
  }

  /** Answer this message with the next words; null forgets it. */
  reply(message) {
    this.#replying = message;
    this.quoted.hidden = !message;
    if (!message) return;
    const words = make("span", { class: "about" }, make("b", {}, message.sender_name), make("span", {}, gist(message)));
    this.quoted.replaceChildren(icon("reply"), words, iconButton("close", t("cancel"), () => this.reply(null)));
    this.input.focus();
  }

  async #send() {
    const text = this.input.value.trim();
    if (!text) return;
    const reply = this.#replying?.id;
    this.input.value = "";
    this.#typed();
    this.reply(null);
    if (!(await this.deeds.say(text, reply)) && !this.input.value) this.input.value = text;
    this.#grow();
  }

  #typed() {
    this.more.hidden = true;
    const begun = /^\/(\w*)$/.exec(this.input.value);
    if (begun) this.#offer(this.list.filter((row) => row.command.startsWith(begun[1].toLowerCase())));
    else this.#offer([]);
    this.#grow();
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 140)}px`;
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.#offered.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      this.#mark(this.#at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (this.#offered.length) this.#pick(this.#offered[this.#at]);
      else this.#send();
    }
  }

  #offer(rows) {
    this.#offered = rows;
    this.menu.hidden = !rows.length;
    this.slash.setAttribute("aria-expanded", String(rows.length > 0));
    this.menu.replaceChildren(...rows.map((row) => make("button", { type: "button", role: "option", tabindex: "-1", onclick: () => this.#pick(row) },
      make("b", {}, `/${row.command}`), make("span", {}, row.description))));
    this.#mark(0);
  }

  #mark(at) {
    this.#at = (at + this.#offered.length) % (this.#offered.length || 1);
    [...this.menu.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === this.#at)));
    this.menu.children[this.#at]?.scrollIntoView({ block: "nearest" });
  }

  #pick(row) {
    this.input.value = `/${row.command}`;
    this.#offer([]);
    this.#send();
  }

  #commands() {
    const shown = this.menu.hidden;
    this.shut();
    if (!shown) return;
    this.#offer(this.list);
    this.input.focus();
  }

  #toggle(sheet, button) {
    const shown = sheet.hidden;
    this.shut();
    sheet.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    if (shown) sheet.querySelector("button, input")?.focus();
  }

  /** Close what is open over the chat. */
  shut() {
    this.more.hidden = true;
    this.clip.setAttribute("aria-expanded", "false");
    this.#offer([]);
  }

  #attachments() {
    const item = (name, deed) => make("button", { type: "button", onclick: () => (this.shut(), deed()) }, icon(name === "document" ? "file" : name), t(name));
    return [
      item("photo", () => this.#choose("photo", "image/*")),
      item("document", () => this.#choose("document", "")),
      item("voice", () => this.deeds.file("voice", hum(), "")),
      item("contact", () => this.#contact()),
      item("location", () => this.#location()),
    ];
  }

  #choose(kind, accept) {
    const chooser = make("input", { type: "file", accept });
    chooser.addEventListener("change", () => this.#file(kind, chooser.files[0]));
    chooser.click();
  }

  async #file(kind, file) {
    if (!file) return;
    const caption = this.input.value.trim();
    if (!(await this.deeds.file(kind, file, caption))) return;
    this.input.value = "";
    this.#grow();
  }

  #contact() {
    this.deeds.ask(t("contact_sure"), [[t("send"), this.deeds.contact]]);
  }

  #location() {
    this.deeds.ask(t("choose_place"), PLACES.map(([name, latitude, longitude]) => [name, () => this.deeds.location(latitude, longitude)]));
  }

  #keyboard(rows) {
    this.keys.hidden = this.board.hidden = !rows?.length;
    this.keys.replaceChildren(...(rows ?? []).map((row) => make("div", { class: "row" }, ...row.map((key) => this.#keyButton(key)))));
  }

  #keyButton(key) {
    const press = () => {
      if (key.request_contact) this.#contact();
      else if (key.request_location) this.#location();
      else this.deeds.press(key.text);
    };
    const sign = key.request_contact ? icon("contact") : key.request_location ? icon("location") : null;
    return make("button", { type: "button", onclick: press }, sign, make("span", {}, key.text));
  }
}
