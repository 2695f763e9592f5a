// One person's phone: the chats he is in, the chat in view, and what he does there.
import { avatar, icon, iconButton, make } from "./dom.js";
import { gist } from "./bubble.js";
import { chatList, topics } from "./chats.js";
import { Composer } from "./composer.js";
import { Log } from "./log.js";
import { Notices } from "./notices.js";
import { post, upload } from "./server.js";
import { t } from "./words.js";

export class Phone {
  #chat = null; // the chat in view; null is the bot's, "list" the list of chats
  #thread = null;
  #read = new Map(); // place -> id of the last message seen
  #unseen = 0;

  constructor(person, refresh) {
    this.person = person;
    this.refresh = refresh;
    this.notices = new Notices();
    this.log = new Log({ tap: this.#tap.bind(this), follow: this.#follow.bind(this), command: (words) => this.#say(words),
      reply: (message) => this.composer.reply(message) }, (low) => this.#scrolled(low));
    this.composer = new Composer(this.#deeds());
    this.owner = make("header", { class: "owner" });
    this.bar = make("div", { class: "bar" });
    this.pinned = make("button", { type: "button", class: "pinned", hidden: true });
    this.threads = make("div", { class: "threads", role: "group", hidden: true });
    this.list = make("div", { class: "chats", hidden: true });
    this.low = iconButton("down", t("to_bottom"), () => this.log.toBottom(), { class: "round low", hidden: true });
    this.room = make("div", { class: "room" }, this.pinned, this.threads, make("div", { class: "stage" }, this.log.element, this.low), this.composer.element);
    this.screen = make("div", { class: "screen" }, this.bar, this.list, this.room, this.notices.element);
    this.screen.addEventListener("pointerdown", ({ target }) => this.composer.element.contains(target) || this.composer.shut());
    this.element = make("section", { class: "phone", id: `phone-${person.id}` }, this.owner, this.screen);
  }

  /** Draw this state of the world; `news` are the pop-ups that came since the last one. */
  update(state, person, news) {
    this.state = state;
    this.person = person;
    this.element.setAttribute("aria-label", [person.name, person.label].filter(Boolean).join(", "));
    this.#owner();
    this.#show();
    for (const popup of news.filter((one) => one.person === person.id)) this.#popup(popup);
  }

  #popup(popup) {
    this.log.answered(popup.query);
    if (popup.url) this.#follow(popup.url);
    if (popup.text && popup.alert) this.notices.alert(popup.text);
    else if (popup.text) this.notices.toast(popup.text);
  }

  get chats() {
    const mine = (chat) => (chat.kind === "private" ? chat.person === this.person.id : chat.members.includes(this.person.id));
    return this.state.chats.filter(mine).sort((one, two) => (two.kind === "private") - (one.kind === "private"));
  }

  get own() {
    const empty = { id: this.person.id, kind: "private", person: this.person.id, threads: [], messages: [], keyboard: null };
    return this.chats.find((chat) => chat.kind === "private") ?? empty;
  }

  get chat() {
    return this.#chat === "list" ? null : (this.chats.find((chat) => chat.id === this.#chat) ?? this.own);
  }

  /** Unread messages over all chats but the one in view. */
  unread() {
    return this.chats.reduce((sum, chat) => sum + this.#news(chat), 0);
  }

  #news(chat) {
    const seen = this.#read.get(chat.id) ?? 0;
    return chat.messages.filter((message) => message.id > seen && message.from !== this.person.id && message.kind !== "service").length;
  }

  /** The chat in view counts as read while its phone is in sight. */
  look() {
    if (this.chat) this.#read.set(this.chat.id, this.chat.messages.at(-1)?.id ?? 0);
  }

  #owner() {
    const language = make("span", { class: "tongue" }, this.person.language.slice(0, 2) || "–");
    const name = make("span", { class: "about" }, make("b", {}, this.person.name), make("small", {}, this.person.label ?? ""));
    redraw(this.owner, [this.person.name, this.person.label, this.person.language], [avatar(this.person.name, this.person.id), name, language]);
  }

  #show() {
    const chat = this.chat;
    this.list.hidden = Boolean(chat);
    this.room.hidden = !chat;
    if (!this.element.hidden && getComputedStyle(this.element).display !== "none") this.look();
    this.#head(chat);
    if (!chat) return this.list.replaceChildren(...chatList(this.chats, this.state, { open: (id) => this.#open(id), news: (one) => this.#news(one) }));
    this.#threads(chat);
    const messages = chat.messages.filter((message) => !chat.threads.length || (message.thread ?? null) === this.#thread);
    this.#pinned(messages);
    this.#count(messages);
    this.log.show(`${chat.id}/${this.#thread}`, messages, this.person.id, chat.kind !== "private");
    this.log.element.dataset.empty = messages.length ? "" : t("empty");
    this.composer.show(this.#writing(chat, messages));
  }

  #writing(chat, messages) {
    const alone = chat.kind === "private";
    const commands = this.state.bot.commands ?? {};
    return {
      commands: commands[this.person.language.slice(0, 2)] ?? commands[""] ?? [],
      keyboard: chat.keyboard,
      blocked: alone && this.person.blocked,
      empty: alone && !messages.length,
      closed: Boolean(chat.threads.find((thread) => thread.id === this.#thread)?.closed),
    };
  }

  #head(chat) {
    const title = chat ? titleOf(chat, this.state) : t("chats");
    const line = !chat ? "" : chat.typing ? t("typing") : chat.kind === "private" ? t("bot") : t("members", { n: chat.members.length });
    const parts = [];
    if (chat && (this.chats.length > 1 || chat.kind !== "private")) parts.push(iconButton("back", `${t("back")}: ${t("chats")}`, () => this.#open("list")));
    if (chat) parts.push(avatar(title, chat.kind === "private" ? 0 : chat.id));
    parts.push(make("span", { class: "about" }, make("b", {}, title), make("small", { class: chat?.typing ? "typing" : "" }, line)));
    if (chat?.kind === "private") parts.push(this.#blocking());
    redraw(this.bar, [title, line, this.person.blocked, this.chats.length], parts);
  }

  #blocking() {
    const label = t(this.person.blocked ? "unblock" : "block");
    return iconButton("block", label, () => this.#do("block", { blocked: !this.person.blocked }), { "aria-pressed": String(this.person.blocked) });
  }

  #open(id) {
    this.#chat = id;
    const chat = this.chat;
    this.#thread = null;
    if (chat?.threads.length && !chat.messages.some((message) => !message.thread)) this.#thread = chat.threads[0].id;
    this.composer.reply(null);
    this.#show();
    this.refresh();
  }

  #threads(chat) {
    this.threads.hidden = !chat.threads.length;
    const choose = (id) => ((this.#thread = id), this.#show());
    redraw(this.threads, [chat.id, chat.threads, this.#thread], topics(chat, this.#thread, choose));
    this.threads.setAttribute("aria-label", t("topics"));
  }

  #pinned(messages) {
    const message = messages.findLast((one) => one.pinned);
    this.pinned.hidden = !message;
    if (!message) return;
    this.pinned.onclick = () => this.log.jump(message.id);
    const words = make("span", { class: "about" }, make("b", {}, t("pinned")), make("span", {}, gist(message)));
    redraw(this.pinned, [message.id, gist(message)], [icon("pin"), words]);
  }

  #count(messages) {
    const newest = messages.at(-1);
    if (newest && newest.id !== this.newest && !this.log.kept && newest.from !== this.person.id) this.#unseen += 1;
    this.newest = newest?.id;
    this.low.dataset.count = this.#unseen || "";
  }

  #scrolled(low) {
    this.low.hidden = low;
    if (!low) return;
    this.#unseen = 0;
    this.low.dataset.count = "";
  }

  // What the person does

  #deeds() {
    const here = () => ({ chat: this.chat.id, ...(this.#thread ? { thread: this.#thread } : {}) });
    return {
      say: (text, reply) => this.#say(text, reply),
      press: (text) => this.#do("press_keyboard", { ...here(), text }),
      contact: () => this.#do("contact", here()),
      location: (latitude, longitude) => this.#do("location", { ...here(), latitude, longitude }),
      file: (kind, file, caption) => this.#try(() => upload({ person: this.person.id, ...here(), kind, caption, file })),
      unblock: () => this.#do("block", { blocked: false }),
      start: () => this.#do("start", { payload: "" }),
      ask: (words, answers) => this.notices.ask(words, answers),
    };
  }

  #say(text, reply) {
    const place = { chat: this.chat.id, ...(this.#thread ? { thread: this.#thread } : {}), ...(reply ? { reply_to: reply } : {}) };
    return this.#do("say", { ...place, text });
  }

  #tap(message, button) {
    if (button.url) return this.#follow(button.url);
    if (button.copy) return this.#copy(button.copy);
    return this.#do("tap", { chat: this.chat.id, message: message.id, data: button.data }, (done) => this.log.asked(message.id, done.query));
  }

  #follow(href) {
    const payload = startPayload(href, this.state.bot.username);
    if (payload !== null) return this.#start(payload);
    const away = make("a", { href, target: "_blank", rel: "noopener noreferrer" });
    return this.notices.ask(`${t("link")}\n${readable(href)}`, [[t("open"), () => away.click()], [t("copy"), () => this.#copy(href)]]);
  }

  #start(payload) {
    this.#chat = null;
    this.#thread = null;
    return this.#do("start", { payload });
  }

  #copy(words) {
    return this.#try(() => navigator.clipboard.writeText(words), () => this.notices.toast(t("copied")));
  }

  #do(deed, body, then) {
    return this.#try(() => post(deed, { person: this.person.id, ...body }), then);
  }

  async #try(deed, then = () => {}) {
    try {
      then(await deed());
    } catch (error) {
      this.notices.toast(t("failed", { why: error.message }));
      return false;
    }
    this.refresh();
    return true;
  }
}

/** The payload of a link to this bot, or null for any other link. */
function startPayload(href, username) {
  const link = new URL(href, "https://t.me");
  const name = link.protocol === "tg:" ? link.searchParams.get("domain") : link.hostname === "t.me" && link.pathname.slice(1);
  return name && name.toLowerCase() === username.toLowerCase() ? (link.searchParams.get("start") ?? "") : null;
}

function readable(href) {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}

/** What the chat is called on the phone. */
export function titleOf(chat, state) {
  return chat.kind === "private" ? state.bot.name : chat.title;
}

/** Replace the children only if what they show has changed: focus and hover stay where they are. */
function redraw(element, shown, children) {
  const signature = JSON.stringify(shown) + document.documentElement.lang;
  if (element.signature === signature) return;
  element.signature = signature;
  element.replaceChildren(...children);
}
