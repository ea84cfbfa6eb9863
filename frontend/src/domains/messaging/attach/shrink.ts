/** Makes a photo smaller on the phone. Drawn anew it holds nothing but its pixels: no place, no device. */
const LONGEST = 2048;
const QUALITY = 0.85;

/** The photo as a JPEG, or as it is where this browser cannot draw it: then the server looks at it. */
export async function shrink(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!image) return file;
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  // Drawn by the processor: a graphics chip that starts anew would take the drawing away.
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return file;
  pen.fillStyle = "#fff"; // what was clear becomes paper, not black
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  // Paper has no hole: a clear point says that the drawing was lost, and the copy is an empty one.
  const whole = pen.getImageData(0, 0, 1, 1).data[3] === 255;
  return whole && drawn ? drawn : file;
}
