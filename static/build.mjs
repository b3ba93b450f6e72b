// Builds static/dist from the sources beside this file: `npm run build`, or `npm run watch`.
// Style sheet from Sass, our scripts as they are but charts.js, which is bundled with what it imports, and
// from packages only the files a page asks for.
import { cp, mkdir, readFile, readdir, rename, rm, watch, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "..", "node_modules");
const uswds = join(packages, "@uswds", "uswds");
const served = join(here, "dist");
const dist = join(here, "dist.new"); // takes the other's place when it is whole

const vendored = {
  "htmx.org/dist/htmx.min.js": "js/htmx.min.js",
  // Fetched by static/js/camera.js, only where a phone cannot read a QR code by itself.
  "qr/decode.js": "js/qr/decode.js",
  "qr/index.js": "js/qr/index.js",
};

async function styles() {
  const compiled = sass.compile(join(here, "scss", "styles.scss"), {
    loadPaths: [join(uswds, "packages")],
    quietDeps: true,
    style: "compressed",
  });
  // USWDS declares every weight of its fonts, from folders of its own; ours are the three in static/fonts.
  const css = compiled.css.replace(/@font-face\{[^}]*url\(\.\.\/fonts\/[a-z-]+\/[^}]*\}/g, "");
  await writeFile(join(dist, "css", "site.css"), css);
  const pictures = new Set([...css.matchAll(/url\("?\.\.\/img\/([^")]+)"?\)/g)].map((match) => match[1]));
  for (const picture of pictures) {
    await cp(join(uswds, "dist", "img", picture), join(dist, "img", picture));
  }
}

// Source maps are not shipped, so the comment that names one would only be a broken link.
async function vendor(source, target) {
  const code = await readFile(join(packages, source), "utf8");
  await writeFile(join(dist, target), code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
}

// One file with all it imports, and beside it the licenses of the packages that went in.
async function bundle(name) {
  const { metafile } = await esbuild.build({
    entryPoints: [join(here, "js", name)],
    outfile: join(dist, "js", name),
    allowOverwrite: true,
    bundle: true,
    minify: true,
    metafile: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
  });
  const inside = Object.keys(metafile.inputs).map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]);
  const licenses = [...new Set(inside.filter(Boolean))].sort().map(async (each) => {
    const found = (await readdir(join(packages, each))).find((file) => /^licen[cs]e/i.test(file));
    return `${each}\n\n${found ? await readFile(join(packages, each, found), "utf8") : "See its package."}`;
  });
  await writeFile(join(dist, "js", name.replace(".js", ".licenses.txt")), (await Promise.all(licenses)).join("\n\n"));
}

// The server sends these to whoever can read them, so that nothing is compressed twice.
async function compress(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(css|js|svg)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    await writeFile(`${path}.br`, await promisify(brotliCompress)(content));
    await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
  }
}

async function build() {
  const started = Date.now();
  await rm(dist, { recursive: true, force: true });
  for (const folder of ["css", "js", "js/qr", "fonts", "img"]) await mkdir(join(dist, folder), { recursive: true });
  await styles();
  for (const name of await readdir(join(here, "fonts"))) {
    if (name.endsWith(".woff2")) await cp(join(here, "fonts", name), join(dist, "fonts", name));
  }
  await cp(join(here, "js"), join(dist, "js"), { recursive: true });
  await cp(join(here, "img"), join(dist, "img"), { recursive: true });
  for (const [source, target] of Object.entries(vendored)) await vendor(source, target);
  await bundle("charts.js");
  await compress(dist);
  await rm(served, { recursive: true, force: true });
  await rename(dist, served);
  console.log(`Assets built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

await build();
if (process.argv.includes("--watch")) {
  for await (const change of watch(here, { recursive: true })) {
    if (change.filename && !change.filename.startsWith("dist")) {
      await build().catch((error) => console.error(error.message));
    }
  }
}
