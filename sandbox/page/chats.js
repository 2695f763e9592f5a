// The list of a person's chats and the topics of a forum.
import { avatar, make } from "./dom.js";
import { gist } from "./bubble.js";
import { time } from "./when.js";
import { t } from "./words.js";

/** Rows of the list; `hands`: {open(id), news(chat)}. */
export function chatList(chats, state, hands) {
  return chats.map((chat) => {
    const title = chat.kind === "private" ? state.bot.name : chat.title;
    const last = chat.messages.at(-1);
    const news = hands.news(chat);
    return make("button", { type: "button", class: "chat", onclick: () => hands.open(chat.id) },
      avatar(title, chat.kind === "private" ? 0 : chat.id),
      make("span", { class: "about" }, make("b", {}, title), make("span", {}, last ? gist(last) : t("empty"))),
      make("span", { class: "side" }, make("small", {}, last ? time(last.at) : ""), badge(news)));
  });
}

/** A number in a pill, or nothing. */
export function badge(count) {
  if (!count) return null;
  return make("span", { class: "badge" }, make("span", { "aria-hidden": "true" }, String(count)),
    make("span", { class: "unseen" }, t("unread", { n: count })));
}

/** Buttons of the topics, the general one first. */
export function topics(chat, current, choose) {
  const rows = [{ id: null, title: t("general") }, ...chat.threads];
  return rows.map((thread) => make("button", { type: "button", "aria-pressed": String(thread.id === current),
    onclick: () => choose(thread.id) }, thread.title));
}
