// Runs in a page: what does not fit, and what is set badly. An expression whose value is a function that gives faults as texts.
() => {
  const faults = new Set();
  const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 24);
  // what is kept for screen readers alone has a box of one pixel
  const isShown = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.display === "none" || (style.position === "absolute" && each.offsetWidth <= 1)) return false;
    }
    return true;
  };
  const block = (element) => (getComputedStyle(element).display.startsWith("inline") ? block(element.parentElement) : element);

  // the text of a block as lines, each a list of characters
  const lines = (nodes) => {
    const all = [];
    let bottom = -Infinity;
    for (const node of nodes) {
      let at = 0;
      for (const char of node.data) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, (at += char.length));
        const box = range.getClientRects()[0];
        // a space at a line's end takes no room
        if (!box?.width && /\s/.test(char)) all.at(-1)?.push({ char });
        if (!box?.width) continue;
        if (box.top + box.height / 2 > bottom) all.push([]);
        if (all.at(-1).length === 0) bottom = box.bottom;
        all.at(-1).push({ char, style: getComputedStyle(node.parentElement), link: node.parentElement.closest("a") });
      }
    }
    return all;
  };

  const judge = (element, nodes) => {
    const set = lines(nodes);
    const text = short(nodes.map((node) => node.data).join(""));
    const isChinese = /\p{Script=Han}/u.test(text);
    const size = (line) => line.reduce((sum, { char }) => sum + (char.charCodeAt(0) < 0x2000 ? 0.5 : 1), 0);
    if (isChinese && set.length > 1 && element.closest("td, th")) {
      const style = getComputedStyle(element);
      const room = (element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)) / parseFloat(style.fontSize);
      const longest = Math.max(...set.map(size));
      if (room < 4 || longest < 4) faults.add(`a column holds ${Math.min(room, longest).toFixed(1)} characters a line: ${text}`);
    }
    set.slice(1).forEach((line, index) => {
      const [before, after] = [set[index].at(-1), line[0]];
      if (/[、。，．；：！？」』）》〉】”’]/u.test(after.char)) faults.add(`a line begins with ${after.char}: ${text}`);
      if (/[「『（《〈【“‘]/u.test(before.char)) faults.add(`a line ends with ${before.char}: ${text}`);
      const whole = set.flat().map(({ char }) => char);
      const end = set.slice(0, index + 1).flat().length;
      const word = (whole.slice(0, end).join("").match(/[A-Za-z]+$/)?.[0] ?? "") + (whole.slice(end).join("").match(/^[A-Za-z]+/)?.[0] ?? "");
      const isCut = /[A-Za-z]/.test(before.char) && /[A-Za-z]/.test(after.char);
      // a word longer than any line has to break, and so has an address
      if (isCut && word.length <= 22 && !after.link && after.style.hyphens !== "auto") faults.add(`a word is broken: ${word}`);
    });
  };

  const wide = document.documentElement;
  if (wide.scrollWidth > wide.clientWidth) faults.add(`the page is ${wide.scrollWidth} px wide, not ${wide.clientWidth}`);
  const texts = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    if (!isShown(element)) continue;
    const box = element.getBoundingClientRect();
    const isInline = getComputedStyle(element).display === "inline";
    if (box.right > wide.clientWidth + 0.5 || box.left < -0.5 || (!isInline && element.scrollWidth > element.clientWidth + 1)) {
      faults.add(`<${element.localName} class="${element.className}"> overflows: ${short(element.textContent)}`);
    }
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!isShown(node.parentElement) || !node.data.trim()) continue;
    const around = block(node.parentElement);
    texts.set(around, [...(texts.get(around) ?? []), node]);
  }
  texts.forEach((nodes, element) => judge(element, nodes));
  for (const image of document.images) {
    const shape = image.naturalWidth / image.naturalHeight;
    const style = getComputedStyle(image);
    const [w, h] = [image.width - 2 * parseFloat(style.paddingLeft), image.height - 2 * parseFloat(style.paddingTop)];
    if (!(image.naturalWidth > 0)) faults.add("a picture is not shown");
    else if (image.height > 96 || Math.abs(w / h / shape - 1) > 0.03) faults.add(`a picture of ${w}×${h} px is too high or out of shape`);
  }
  // a font list that is no CSS leaves the browser's own, which is serif
  if (!getComputedStyle(document.body).fontFamily.endsWith("sans-serif")) faults.add("the fonts are not ours");
  return [...faults];
};
