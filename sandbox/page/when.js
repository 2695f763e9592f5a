// Moments as words. All of them are shown in the zone of the sandbox's clock, never the reader's.
import { language } from "./words.js";

const MONTHS = {
  kk: ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"],
  ru: ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
};
const WEEKDAYS = {
  kk: ["жексенбі", "дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі"],
  ru: ["воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
};
let zone = 0;

/** Take the zone of the sandbox's clock: the offset at the end of `now`. */
export function setZone(now) {
  const found = /([+-])(\d\d):?(\d\d)$/.exec(now);
  zone = found ? Number(`${found[1]}1`) * (Number(found[2]) * 60 + Number(found[3])) * 60000 : 0;
}

/** A Date whose UTC fields read as the wall clock of the sandbox. */
export function wall(iso) {
  return new Date(Date.parse(iso) + zone);
}

export const day = (iso) => wall(iso).toISOString().slice(0, 10);
export const time = (iso) => wall(iso).toISOString().slice(11, 16);

/** "26 қараша, бейсенбі", "четверг, 26 ноября", "Thursday 26 November". */
export function date(iso) {
  const moment = wall(iso);
  const weekday = WEEKDAYS[language()][moment.getUTCDay()];
  const number = `${moment.getUTCDate()} ${MONTHS[language()][moment.getUTCMonth()]}`;
  return { kk: `${number}, ${weekday}`, ru: `${weekday}, ${number}`, en: `${weekday} ${number}` }[language()];
}

/** The value of an <input type="datetime-local"> and back to a moment with an offset. */
export const toInput = (iso) => wall(iso).toISOString().slice(0, 16);
export function fromInput(value) {
  const moment = new Date(Date.parse(`${value}:00Z`) - zone);
  return moment.toISOString();
}

/** The next nine o'clock in the morning, as a moment. */
export function nextMorning(now) {
  const moment = wall(now);
  const late = moment.getUTCHours() >= 9 ? 1 : 0;
  const morning = Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate() + late, 9);
  return new Date(morning - zone).toISOString();
}
