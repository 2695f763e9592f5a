// The few lines that stand between us and a framework.

/** An element: functions are listeners ("onclick"), null and false ones are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) assign(element, name, value);
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

function assign(element, name, value) {
  if (value === null || value === false || value === undefined) return;
  if (typeof value === "function") element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? "" : value);
}

const PATHS = {
  attach: "M16.5 6.5v9.5a4.5 4.5 0 0 1-9 0V5.5a3 3 0 0 1 6 0V15a1.5 1.5 0 0 1-3 0V6.5",
  back: "M15 5l-7 7 7 7",
  block: "M5.6 5.6l12.8 12.8M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
  close: "M6 6l12 12M18 6L6 18",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c1-4 4-5.5 7.5-5.5S18.5 16 19.5 20",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  down: "M6 9l6 6 6-6",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  keyboard: "M3 6h18v12H3zM7 10h.01M12 10h.01M17 10h.01M8 14h8",
  link: "M8 16L16 8M9 8h7v7",
  location: "M12 21c4.5-5 7-8 7-11.5a7 7 0 0 0-14 0C5 13 7.5 16 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  menu: "M12 5h.01M12 12h.01M12 19h.01",
  pause: "M9 6v12M15 6v12",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01",
  pin: "M9 3h6l-1 7 3 3H7l3-3zM12 13v8",
  play: "M8 5.5v13l10.5-6.5z",
  plus: "M12 5v14M5 12h14",
  reply: "M9 7l-5 5 5 5M4 12h9c4 0 6.5 2 7 6",
  send: "M4 12l16-8-5.5 16-3-6.5zM11.5 13.5L20 4",
  theme: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  voice: "M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 18v3",
};
const SVG = "http://www.w3.org/2000/svg";

/** A drawn sign; it says nothing to a screen reader, its button does. */
export function icon(name) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("class", `icon icon-${name}`);
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  picture.append(path);
  return picture;
}

/** A round or plain button with a sign and a spoken name. */
export function iconButton(name, label, onclick, extra = {}) {
  return make("button", { type: "button", class: "round", "aria-label": label, title: label, onclick, ...extra }, icon(name));
}

/** Initials in a circle; the colour follows the key, so one person keeps one colour. */
export function avatar(name, key) {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const initials = words.slice(0, 2).map((word) => [...word][0]).join("");
  const hue = [...String(key)].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 7, 7);
  return make("span", { class: `avatar hue-${hue}`, "aria-hidden": "true" }, initials.toLocaleUpperCase());
}
