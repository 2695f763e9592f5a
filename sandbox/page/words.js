// Every word of the page itself, in three languages. The words inside the bubbles are the bot's.

const WORDS = {
  add: ["Қосу", "Добавить", "Add"],
  attach: ["Файл қосу", "Прикрепить", "Attach"],
  back: ["Артқа", "Назад", "Back"],
  block: ["Ботты бұғаттау", "Заблокировать бота", "Block the bot"],
  bot: ["бот", "бот", "bot"],
  cancel: ["Бас тарту", "Отмена", "Cancel"],
  chats: ["Чаттар", "Чаты", "Chats"],
  choose_place: ["Қай жерді жіберейік?", "Какое место отправить?", "Which place shall we send?"],
  clock: ["Уақыт", "Время", "Clock"],
  clock_moved: ["Қазір: {when}", "Сейчас: {when}", "It is now {when}"],
  clock_to: ["Күні мен уақытын жазу", "Указать дату и время", "Enter the date and time"],
  close: ["Жабу", "Закрыть", "Close"],
  closed: ["Бұл тақырып жабық.", "Эта тема закрыта.", "This topic is closed."],
  commands: ["Пәрмендер", "Команды", "Commands"],
  connecting: ["Байланыс үзілді. Қайта қосыламыз.", "Связь прервалась. Подключаемся снова.", "The connection is lost. Trying again."],
  contact: ["Телефон нөмірімді жіберу", "Отправить мой номер", "Send my phone number"],
  contact_sure: ["Телефон нөміріңіз ботқа жіберіледі.", "Бот получит ваш номер телефона.", "The bot will get your phone number."],
  contact_word: ["Байланыс", "Контакт", "Contact"],
  copied: ["Көшірілді", "Скопировано", "Copied"],
  copy: ["Көшіру", "Копировать", "Copy"],
  day_1: ["+1 күн", "+1 день", "+1 day"],
  document: ["Файл", "Файл", "File"],
  earlier: ["Бұрынғы хабарламаларды көрсету", "Показать более ранние", "Show earlier messages"],
  edited: ["өзгертілді", "изменено", "edited"],
  empty: ["Мұнда әлі хабарлама жоқ", "Здесь пока нет сообщений", "No messages here yet"],
  failed: ["Орындалмады: {why}", "Не получилось: {why}", "That did not work: {why}"],
  forward: ["Уақытты алға жылжыту", "Перевести часы вперёд", "Move the clock forward"],
  general: ["Жалпы", "Общее", "General"],
  hour_1: ["+1 сағ", "+1 ч", "+1 h"],
  hour_3: ["+3 сағ", "+3 ч", "+3 h"],
  keyboard: ["Батырмаларды көрсету", "Показать кнопки", "Show the buttons"],
  label: ["Рөлі", "Роль", "Role"],
  label_hint: ["тұрғын, маман, үйлестіруші", "житель, специалист, координатор", "resident, specialist, coordinator"],
  language: ["Тілі", "Язык", "Language"],
  link: ["Сілтеме осы беттен тыс жерге апарады:", "Ссылка ведёт за пределы этой страницы:", "This link leads outside this page:"],
  location: ["Орналасқан жерімді жіберу", "Отправить геопозицию", "Send my location"],
  location_word: ["Орналасқан жері", "Геопозиция", "Location"],
  members: ["Қатысушылар: {n}", "Участников: {n}", "Members: {n}"],
  menu: ["Чат мәзірі", "Меню чата", "Chat menu"],
  message: ["Хабарлама", "Сообщение", "Message"],
  messages: ["Хабарламалар", "Сообщения", "Messages"],
  minutes_15: ["+15 мин", "+15 мин", "+15 min"],
  morning: ["Келесі таң", "Следующее утро", "Next morning"],
  move: ["Жылжыту", "Перевести", "Move"],
  name: ["Есімі", "Имя", "Name"],
  new_person: ["Жаңа адам", "Новый человек", "New person"],
  open: ["Ашу", "Открыть", "Open"],
  page_language: ["Беттің тілі", "Язык страницы", "Language of the page"],
  people: ["Адамдар", "Люди", "People"],
  photo: ["Фото", "Фото", "Photo"],
  pinned: ["Бекітілген хабарлама", "Закреплённое сообщение", "Pinned message"],
  play: ["Тыңдау", "Слушать", "Play"],
  rehearsal: ["Telegram-сыз сынап көру", "Проба без Telegram", "A rehearsal without Telegram"],
  reply: ["Жауап беру", "Ответить", "Reply"],
  send: ["Жіберу", "Отправить", "Send"],
  settings: ["Баптаулар", "Настройки", "Settings"],
  start: ["Бастау", "Начать", "Start"],
  sticker: ["Стикер", "Стикер", "Sticker"],
  telegram: ["Telegram", "Telegram", "Telegram"],
  theme: ["Қараңғы немесе жарық көрініс", "Тёмная или светлая тема", "Dark or light theme"],
  to_bottom: ["Соңғы хабарламаға өту", "К последнему сообщению", "To the latest message"],
  topics: ["Тақырыптар", "Темы", "Topics"],
  trouble_delay: ["кешіктіреді", "задерживает", "delays"],
  trouble_drop: ["жоғалтады", "теряет", "drops"],
  trouble_none: ["істеп тұр", "работает", "works"],
  trouble_refuse: ["қабылдамайды", "отказывает", "refuses"],
  typing: ["жазып жатыр…", "печатает…", "typing…"],
  unanswered: ["Жауап әлі келген жоқ", "Ответа пока нет", "No answer yet"],
  unblock: ["Бұғаттан шығару", "Разблокировать", "Unblock"],
  unread: ["Оқылмағаны: {n}", "Непрочитанных: {n}", "Unread: {n}"],
  voice: ["Дауыстық хабарлама", "Голосовое сообщение", "Voice message"],
  waiting: ["Жауап күтілуде", "Ждём ответа", "Waiting for the answer"],
};
export const LANGUAGES = { kk: "Қазақша", ru: "Русский", en: "English" };
const ORDER = Object.keys(LANGUAGES);
let chosen = remembered();

function remembered() {
  const kept = localStorage.getItem("page.language");
  if (ORDER.includes(kept)) return kept;
  return navigator.languages.some((name) => name.startsWith("kk")) ? "kk" : "ru";
}

export const language = () => chosen;

/** Speak another language from now on; what is already drawn must be drawn again. */
export function speak(name) {
  chosen = name;
  localStorage.setItem("page.language", name);
  document.documentElement.lang = name;
}

/** The words of this key in the page's language, with {placeholders} filled in. */
export function t(key, values = {}) {
  const words = WORDS[key][ORDER.indexOf(chosen)];
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
