// The area of a live figure: a picture that stays, over it what moves, and words.
const SVG = "http://www.w3.org/2000/svg";

function make(parent, tag, attributes = {}, namespace = null) {
  const node = namespace
    ? document.createElementNS(namespace, tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  parent.append(node);
  return node;
}

// ipywidgets 8.1 gives a slider no name that a screen reader could say, and says the
// place in the list for the value: both stand in its label. The buttons of a player have
// icons for names.
const PLAYER = ["play or pause", "back to the start", "play again and again"];

function nameHandles(box) {
  for (const slider of box?.querySelectorAll(".widget-slider") ?? []) {
    const handle = slider.querySelector("[role=slider]");
    const [name, value] = (slider.querySelector("label")?.textContent ?? "").split(" = ");
    handle?.setAttribute("aria-label", name);
    if (value) handle?.setAttribute("aria-valuetext", value);
  }
  for (const player of box?.querySelectorAll(".widget-play") ?? [])
    player
      .querySelectorAll("button")
      .forEach((button, i) => button.setAttribute("aria-label", PLAYER[i]));
}

// The keys that move a handle belong to it. JupyterLab takes some from menus, Notebook 7
// from all, unless told; and they are told for these keys alone, so that Ctrl+S saves.
const HANDLES = "[role=slider], select, button, input";
const MOVES = /^(Arrow\w+|Page\w+|Home|End|Enter| )$/;

function keepKeys(event) {
  const { ctrlKey, metaKey, shiftKey, altKey } = event;
  const isOurs = MOVES.test(event.key) && !(ctrlKey || metaKey || shiftKey || altKey);
  event.target.toggleAttribute("data-lm-suppress-shortcuts", isOurs);
}

function render({ model, el }) {
  const [width, height] = model.get("size");
  const picture = make(el, "div", {
    class: "gdcourse-picture",
    role: "img",
    style: `position:relative;max-width:${width}px;aspect-ratio:${width}/${height}`,
  });
  const layer = "position:absolute;inset:0;width:100%;height:100%";
  const still = make(picture, "img", { alt: "", draggable: "false", style: layer });
  const over = make(picture, "svg", { "aria-hidden": "true", style: layer }, SVG);
  const moving = make(over, "g", {}, SVG);
  const words = make(el, "p", { role: "status", "aria-live": "polite" });
  words.style.margin = "0.2em 0";
  const below = make(el, "div");

  // As if the slider itself had told it; so it is right in every view of the slider.
  async function label([id, description]) {
    const slider = await model.widget_manager.get_model(id);
    slider.set_state({ description });
  }

  function show() {
    const shown = model.get("shown");
    Object.entries(shown.labels ?? {}).forEach(label);
    picture.style.display = shown.failed ? "none" : "";
    if (!shown.failed) moving.innerHTML = shown.moving;
    picture.setAttribute("aria-label", shown.words);
    words.textContent = shown.failed ? "" : shown.words;
    below.innerHTML = shown.below;
    requestAnimationFrame(() => {
      nameHandles(el.closest(".widget-vbox"));
      // The pixel that follows says the words of the start to readers without a kernel.
      const child = el.closest(".jp-OutputArea-child");
      const pixel = child?.nextElementSibling?.querySelector("img[alt]:not([alt=''])");
      pixel?.setAttribute("alt", "");
    });
  }

  async function repaint() {
    const [w, h] = model.get("pixels");
    over.setAttribute("viewBox", `0 0 ${w} ${h}`);
    moving.setAttribute("transform", `matrix(1 0 0 -1 0 ${h})`);
    still.src = model.get("background");
    await still.decode().catch(() => {});
  }

  model.on("change:background", repaint);
  model.on("change:shown", show);
  repaint();
  show();

  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = 1 - (event.clientY - box.top) / box.height;
    model.send({ click: [x, y] });
  });
  const listen = (event) => {
    const box = el.closest(".widget-vbox");
    if (box?.contains(event.target) && event.target.matches(HANDLES)) keepKeys(event);
  };
  window.addEventListener("keydown", listen, true); // before any notebook hears it
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) model.send({ calm: true });
  return () => window.removeEventListener("keydown", listen, true);
}

export default { render };
