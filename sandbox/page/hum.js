// A short hum in a WAV file: the sandbox's voice message, so that nobody's microphone is needed.

const RATE = 8000;
const SECONDS = 2;

/** A File of two seconds of a quiet tone. */
export function hum() {
  const view = new DataView(new ArrayBuffer(44 + RATE * SECONDS));
  header(view);
  for (let at = 0; at < RATE * SECONDS; at += 1) {
    const swell = Math.sin((Math.PI * at) / (RATE * SECONDS)) * (1 + Math.sin(at / 700)) * 0.25;
    view.setUint8(44 + at, 128 + 100 * swell * Math.sin((at * 2 * Math.PI * 165) / RATE));
  }
  return new File([view.buffer], "voice.wav", { type: "audio/wav" });
}

function header(view) {
  const sign = (at, letters) => [...letters].forEach((letter, number) => view.setUint8(at + number, letter.charCodeAt(0)));
  sign(0, "RIFF");
  view.setUint32(4, 36 + RATE * SECONDS, true);
  sign(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true); // bits
  sign(36, "data");
  view.setUint32(40, RATE * SECONDS, true);
}
