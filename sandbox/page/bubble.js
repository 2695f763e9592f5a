// One message as it is drawn: a bubble, its media and the buttons under it.
import { avatar, icon, make } from "./dom.js";
import { time } from "./when.js";
import { t } from "./words.js";

const DRAWN = { photo, document: file, voice, contact: card, location: card, sticker };

/** Draw the message into its list item anew. `view`: {own, grouped, quoted, hands}; hands: {tap, follow, command, jump, reply}. */
export function draw(item, message, view) {
  item.className = `message ${view.own ? "own" : "other"}`;
  if (message.kind === "service") {
    item.className = "message service";
    item.replaceChildren(make("span", { class: "chip" }, message.text));
    return;
  }
  const column = make("div", { class: "column" }, bubble(message, view), ...keyboard(message, view.hands));
  item.replaceChildren(...(view.grouped && !view.own ? [avatar(message.sender_name, message.from)] : []), column);
}

function bubble(message, view) {
  const box = make("div", { class: `bubble kind-${message.kind}${message.text ? "" : " bare"}` });
  const spoken = make("span", { class: view.grouped && !view.own ? "sender" : "unseen" }, message.sender_name);
  box.append(spoken, ...quote(view.quoted, view.hands));
  const media = DRAWN[message.kind]?.(message);
  if (media) box.append(media);
  box.append(words(message, view));
  const reply = make("button", { type: "button", class: "reply", "aria-label": t("reply"), title: t("reply") }, icon("reply"));
  reply.addEventListener("click", () => view.hands.reply(message));
  box.addEventListener("dblclick", () => view.hands.reply(message));
  box.append(reply);
  return box;
}

function quote(quoted, hands) {
  if (!quoted) return [];
  const line = make("button", { type: "button", class: "quote", onclick: () => hands.jump(quoted.id) });
  line.append(make("b", {}, quoted.sender_name), make("span", {}, gist(quoted)));
  return [line];
}

function words(message, view) {
  const text = make("div", { class: "text" });
  text.innerHTML = message.html ?? ""; // the sandbox escapes everything but Telegram's own tags
  quicken(text, view.hands);
  const marks = [message.pinned && icon("pin"), message.edited && make("span", {}, t("edited"))];
  text.append(make("span", { class: "meta" }, ...marks.filter(Boolean), make("time", { datetime: message.at }, time(message.at))));
  return text;
}

/** Make links, commands and spoilers inside the bot's words answer to a tap. */
function quicken(text, hands) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const plain = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("a, code, pre")) plain.push(walker.currentNode);
  plain.forEach((node) => linkify(node, hands));
  for (const link of text.querySelectorAll("a[href]:not(.live)")) {
    link.addEventListener("click", (event) => (event.preventDefault(), hands.follow(link.getAttribute("href"))));
  }
  for (const command of text.querySelectorAll("a.command")) command.replaceWith(liveLink(command.textContent, hands));
  for (const spoiler of text.querySelectorAll("tg-spoiler, .tg-spoiler")) {
    spoiler.addEventListener("click", () => spoiler.classList.add("seen"));
  }
}

function linkify(node, hands) {
  const pieces = node.data.split(/((?<![\p{L}\p{N}/<])\/[a-z]\w{0,31}(?:@\w+)?|https?:\/\/[^\s<>«»]+[^\s<>«».,;:!?)])/u);
  if (pieces.length === 1) return;
  node.replaceWith(...pieces.map((piece, at) => (at % 2 ? liveLink(piece, hands) : piece)));
}

function liveLink(words, hands) {
  const deed = words.startsWith("/") ? hands.command : hands.follow;
  return make("a", { class: "live", href: words.startsWith("/") ? "#" : words,
    onclick: (event) => (event.preventDefault(), deed(words)) }, words);
}

function keyboard(message, hands) {
  if (!message.buttons?.length) return [];
  const rows = message.buttons.map((row) => make("div", { class: "row" }, ...row.map((button) => inline(message, button, hands))));
  return [make("div", { class: "buttons" }, ...rows)];
}

function inline(message, button, hands) {
  const sign = button.url ? icon("link") : button.copy ? icon("copy") : null;
  const made = make("button", { type: "button", class: "inline" }, make("span", {}, button.text), sign);
  made.addEventListener("click", () => hands.tap(message, button, made));
  return made;
}

function photo(message) {
  return make("img", { src: message.file?.url, alt: message.text || t("photo"), loading: "lazy" });
}

function file(message) {
  const { name, size, url } = message.file ?? { name: "", size: 0, url: "#" };
  const about = make("span", { class: "about" }, make("b", {}, name), make("small", {}, weight(size)));
  return make("a", { class: "file live", href: url, download: name }, make("span", { class: "disc" }, icon("file")), about);
}

function voice(message) {
  const sound = new Audio();
  const button = make("button", { type: "button", class: "disc", "aria-label": t("play") }, icon("play"));
  const turn = () => button.replaceChildren(icon(sound.paused ? "play" : "pause"));
  button.addEventListener("click", () => {
    sound.src ||= message.file?.url ?? "";
    if (sound.paused) sound.play().catch(turn);
    else sound.pause();
  });
  for (const change of ["play", "pause", "ended"]) sound.addEventListener(change, turn);
  const wave = make("span", { class: "wave", "aria-hidden": "true" });
  return make("div", { class: "file" }, button, make("span", { class: "about" }, wave, make("small", {}, t("voice"))));
}

function card(message) {
  return make("div", { class: "file" }, make("span", { class: "disc" }, icon(message.kind)), make("b", {}, t(`${message.kind}_word`)));
}

function sticker(message) {
  return message.file ? photo(message) : null;
}

function weight(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1048576) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1048576).toFixed(1)} MB`;
}

/** A message in one line, for quotes, the pinned bar and the list of chats. */
export function gist(message) {
  const said = (message.text ?? "").replace(/\s+/g, " ").trim();
  if (said || message.kind === "text") return said;
  const key = { contact: "contact_word", location: "location_word" }[message.kind] ?? message.kind;
  return key === "service" ? "" : t(key);
}
