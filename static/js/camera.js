// Reads QR codes from the camera. Where the browser cannot read them, a small reader is fetched.
const BETWEEN = 120; // milliseconds between two looks
const AGAIN = 4000; // the same ticket counts once in this time

export const possible = () => Boolean(navigator.mediaDevices?.getUserMedia);

async function ownReader() {
  if (!("BarcodeDetector" in window)) return null;
  const formats = await window.BarcodeDetector.getSupportedFormats();
  if (!formats.includes("qr_code")) return null;
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? "";
}

/** A function that gives the text of the QR code in a video, picture or canvas, or "". */
export async function reader() {
  const own = await ownReader().catch(() => null);
  if (own) return own;
  const { decodeQR } = await import("./qr/decode.js");
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  return async (picture) => {
    const [width, height] = [picture.videoWidth ?? picture.width, picture.videoHeight ?? picture.height];
    if (!width || !height) return "";
    const scale = Math.min(1, 800 / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(drawing.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return ""; // no code in this picture
    }
  };
}

/** Look through the camera until the returned function is called; each new ticket goes to `found`. */
export async function look(video, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  await video.play();
  const read = await reader();
  let looking = true;
  let last = { text: "", at: 0 };
  (async () => {
    while (looking) {
      const text = await read(video).catch(() => "");
      if (text && looking && (text !== last.text || Date.now() - last.at > AGAIN)) {
        last = { text, at: Date.now() };
        await found(text);
      }
      await new Promise((done) => setTimeout(done, BETWEEN));
    }
  })();
  return () => {
    looking = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}
