// Charts that answer: bundled with Vega into one file, which only staff pages ask for.
//
// The server's drawing stands until the live one is there, and stays where this script cannot run.
// Both come from one spec, so nothing moves when they change places. Their colors are mapped to the
// live ones by the style sheet (static/scss/_vega.scss): dark mode and print need no script.
// No expression is compiled: an interpreter walks them, so the content policy needs no unsafe-eval.
import embed from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";

const SVG = "http://www.w3.org/2000/svg";
const wide = matchMedia("(min-width: 40rem)");

class LiveChart {
  constructor(figure) {
    this.figure = figure;
    this.told = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    this.still = figure.querySelector(".cg-chart__art");
    this.live = figure.querySelector(".cg-live");
    this.art = figure.querySelector(".cg-live__art");
    this.said = figure.querySelector(".cg-live__said");
    this.hint = this.said.textContent;
    this.at = null;
  }

  async start() {
    await this.draw();
    this.still.hidden = true;
    this.live.hidden = false;
    wide.addEventListener("change", () => this.draw());
    this.art.addEventListener("pointermove", (event) => this.show(this.under(event)));
    this.art.addEventListener("pointerleave", () => this.rest());
    this.art.addEventListener("click", (event) => this.press(event));
    this.art.addEventListener("keydown", (event) => this.walk(event));
    this.art.addEventListener("focus", () => this.at === null && this.show(0));
    this.art.addEventListener("blur", () => this.rest());
  }

  async draw() {
    const spec = structuredClone(wide.matches ? this.told.wide : this.told.narrow);
    spec.config = { ...spec.config, font: getComputedStyle(this.figure).fontFamily, aria: false };
    const place = document.createElement("div"); // Vega gives it a role and a name of its own
    place.setAttribute("aria-hidden", "true");
    const made = await embed(place, spec, {
      actions: false,
      ast: true,
      expr: expressionInterpreter,
      renderer: "svg",
      defaultStyle: false,
      tooltip: false,
      hover: false,
    });
    this.view?.finalize();
    this.view = made.view;
    this.art.replaceChildren(place);
    this.svg = place.querySelector("svg");
    this.svg.setAttribute("focusable", "false");
    this.frame = document.createElementNS(SVG, "rect");
    this.frame.setAttribute("class", "ch-at");
    this.svg.append(this.frame);
    if (this.at !== null) this.mark();
  }

  // Points lie in bands of equal height, or of equal width where they are columns.
  bands() {
    const rows = this.told.across === "y";
    const scale = this.view.scale(this.told.across);
    const { left = 0, top = 0 } = this.view.padding();
    return { rows, scale, left, top, size: scale.bandwidth(), start: rows ? top : left };
  }

  under(event) {
    const box = this.svg.getBoundingClientRect();
    const { rows, size, start } = this.bands();
    const seen = rows ? event.clientY - box.top : event.clientX - box.left;
    const scaled = (seen * this.svg.viewBox.baseVal.width) / box.width - start;
    const at = Math.floor(scaled / size);
    return at >= 0 && at < this.told.points.length ? at : null;
  }

  show(at) {
    if (at === null || at === this.at) return;
    this.at = at;
    const { words, href } = this.told.points[at];
    let said = document.createTextNode(words);
    if (href) {
      said = document.createElement("a");
      said.href = href;
      said.textContent = words;
      said.tabIndex = -1; // Enter does the same from the drawing
    }
    this.said.replaceChildren(said);
    this.live.classList.add("is-told");
    this.art.classList.toggle("is-link", Boolean(href));
    this.mark();
  }

  mark() {
    const { rows, scale, left, top, size } = this.bands();
    const { width, height } = this.svg.viewBox.baseVal;
    const from = scale(this.at);
    const box = rows
      ? { x: -4, y: top + from + 1, width: width + 6, height: size - 2 }
      : { x: left + from, y: 1, width: size, height: height - 2 };
    for (const [name, value] of Object.entries(box)) this.frame.setAttribute(name, Math.max(value, 0));
    this.frame.classList.add("is-shown");
  }

  // What was said stays, so that a link in it can be reached with the pointer.
  rest() {
    if (document.activeElement === this.art) return;
    this.frame.classList.remove("is-shown");
    this.at = null;
  }

  press(event) {
    const at = this.under(event);
    const seen = event.pointerType !== "touch" || at === this.touched; // the first touch only says it
    this.touched = at;
    this.show(at);
    if (at !== null && seen) this.follow(at);
  }

  follow(at) {
    const { href } = this.told.points[at];
    if (href) location.assign(href);
  }

  walk(event) {
    const last = this.told.points.length - 1;
    const here = this.at ?? 0;
    const to = {
      ArrowRight: Math.min(here + 1, last),
      ArrowDown: Math.min(here + 1, last),
      ArrowLeft: Math.max(here - 1, 0),
      ArrowUp: Math.max(here - 1, 0),
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.show(to);
    } else if (event.key === "Enter") this.follow(here);
    else if (event.key === "Escape") {
      this.frame.classList.remove("is-shown");
      this.said.textContent = this.hint;
      this.live.classList.remove("is-told");
      this.at = null;
    }
  }
}

function enliven(where) {
  for (const figure of where.querySelectorAll(".cg-chart[data-live]:not([data-alive])")) {
    figure.dataset.alive = "";
    new LiveChart(figure).start().catch((error) => console.warn("The drawing stays as it is.", error));
  }
}

enliven(document);
document.addEventListener("htmx:load", (event) => enliven(event.target));
