"use strict";
// The page of a report: language, charts, downloads. Numbers in tables are texts of exact decimals and stay texts.
(() => {
  const root = document.documentElement, written = root.dataset.written;
  const narrow = 560, paper = 660, laneHeight = 22, rowGap = 10;
  const striped = new Set(["before", "unknown", "c2", "c4", "c6", "c8", "c10", "c12"]);
  const fill = (colour) => striped.has(colour) ? `url(#stripes-${colour})` : `var(--${colour})`;
  const language = () => root.lang;
  const said = (text) => text[language()] ?? text.en;
  const charts = [...document.querySelectorAll(".chart")].map((place) => ({ place, chart: JSON.parse(place.nextElementSibling.textContent) }));

  function tick(unit, currency) {
    const options = unit === "money" ? { style: "currency", currency, notation: "compact", maximumFractionDigits: 1, currencyDisplay: "narrowSymbol" }
      : unit === "share" ? { style: "percent", maximumFractionDigits: 1 } : { notation: "compact", maximumFractionDigits: 1 };
    const format = new Intl.NumberFormat(language(), options);
    return (n) => format.format(n);
  }

  // Lines of text that fit a width, by the mean width of letters: measuring would need a page that is laid out.
  function lines(text, width) {
    const most = Math.max(8, Math.floor(width / 6.6)), all = [""];
    for (const word of text.split(" ")) {
      const last = all[all.length - 1];
      if (last && last.length + 1 + word.length > most) all.push(word);
      else all[all.length - 1] = last ? `${last} ${word}` : word;
    }
    return all;
  }

  function rows(chart, width) {
    const isNarrow = width < narrow, left = isNarrow ? 0 : Math.min(260, width * 0.32);
    const labels = chart.rows.map((r) => r.label ? said(r.label) : ""), right = Math.max(24, 14 + Math.max(...labels.map((l) => l.length * 7.6)));
    const top = 4, bars = [], texts = [], ends = [];
    let y = top;
    for (const [i, row] of chart.rows.entries()) {
      const title = lines(said(row.title), isNarrow ? width : left - 10), lanes = 1 + Math.max(0, ...row.bars.map((b) => b.lane));
      const above = isNarrow ? title.length * 15 + 2 : 0, height = Math.max(lanes * (lanes > 1 ? laneHeight * 0.7 : laneHeight), isNarrow ? 0 : title.length * 15);
      const barHeight = lanes * (lanes > 1 ? laneHeight * 0.7 : laneHeight), start = y + above + (height - barHeight) / 2;
      texts.push({ text: title.join("\n"), y: isNarrow ? y : y + height / 2 });
      for (const bar of row.bars) bars.push({ ...bar, colour: fill(chart.series[bar.series].colour), text: `${said(row.title)}\n${said(bar.text)}`, y1: start + bar.lane * barHeight / lanes + 0.5, y2: start + (bar.lane + 1) * barHeight / lanes - 0.5 });
      if (labels[i]) ends.push({ at: Math.max(0, ...row.bars.map((b) => Math.max(b.from, b.to))), text: labels[i], y: start + barHeight / 2 });
      y += above + height + rowGap;
    }
    const marginLeft = left + (chart.rows.some((r) => r.bars.some((b) => b.from < 0)) ? 8 : 1);
    const domain = chart.domain ?? d3.extent([0, ...bars.flatMap((b) => [b.from, b.to])]);
    if (domain[0] === domain[1]) domain[1] = domain[0] + 1;
    const label = lines(said(chart.axis), width - left - Math.min(right, width * 0.45)), axisHeight = 25 + 15 * label.length, form = tick(chart.unit, chart.currency), scale = (width - left - right) / (domain[1] - domain[0]);
    const inside = bars.filter((b) => b.inside && (Math.abs(b.to - b.from) * scale > said(b.inside).length * 7.5 + 6)).map((b) => ({ x: (b.from + b.to) / 2, y: (b.y1 + b.y2) / 2, text: said(b.inside), striped: striped.has(chart.series[b.series].colour), colour: `var(--on-${chart.series[b.series].colour}, var(--text))` }));
    return Plot.plot({
      width, height: y + axisHeight, marginLeft, marginRight: Math.min(right, width * 0.45), marginTop: 0, marginBottom: axisHeight, style: "font-size: 13px",
      x: { domain, label: label.join("\n"), labelAnchor: "center", labelArrow: "none", ticks: Math.max(2, Math.min(7, Math.floor((width - left - right) / 110))), tickFormat: chart.twoSided ? (n) => form(Math.abs(n)) : form },
      y: { domain: [0, y], range: [0, y], axis: null }, color: { type: "identity" },
      marks: [
        Plot.gridX({ strokeOpacity: 0.15 }),
        Plot.rect(bars, { className: "bars", x1: "from", x2: "to", y1: "y1", y2: "y2", fill: "colour", stroke: "var(--back)", strokeWidth: 0.5 }),
        Plot.ruleX([0], { stroke: "currentColor", strokeOpacity: 0.6 }),
        Plot.text(inside.filter((b) => !b.striped), { text: "text", x: "x", y: "y", fill: "colour" }),
        Plot.text(inside.filter((b) => b.striped), { text: "text", x: "x", y: "y", fill: "var(--text)", stroke: "var(--back)", strokeWidth: 5 }),
        Plot.text(texts, { text: "text", y: "y", frameAnchor: "left", dx: isNarrow ? (marginLeft > 1 ? -marginLeft : 5) : -marginLeft, textAnchor: "start", lineAnchor: isNarrow ? "top" : "middle", lineHeight: 1.15, fill: "var(--text)", stroke: "var(--back)", strokeWidth: 4 }),
        Plot.text(ends, { text: "text", x: "at", y: "y", dx: 6, textAnchor: "start", fill: "var(--text)", stroke: "var(--back)", strokeWidth: 4, fontWeight: 600 }),
        Plot.tip(bars, Plot.pointer({ x: (b) => (b.from + b.to) / 2, y: (b) => (b.y1 + b.y2) / 2, title: "text", maxRadius: 60 })),
      ],
    });
  }

  function curves(chart, width) {
    const isNarrow = width < narrow, height = isNarrow ? 300 : 400, form = tick(chart.unit, chart.currency), across = tick(chart.acrossUnit, chart.currency);
    const curve = chart.stepped ? "step-after" : "linear", data = [], edge = [];
    for (const [at, ...values] of chart.points) {
      // What is less than nothing stands below zero, in a stack of its own.
      let sum = 0, below = 0;
      for (const [i, value] of values.entries()) {
        if (value === null && chart.stacked) continue;
        const from = value < 0 ? below : sum;
        data.push({ at, series: i, colour: fill(chart.series[i].colour), from, to: chart.stacked ? from + value : value, value });
        if (chart.stacked && value < 0) below += value;
        else if (chart.stacked) sum += value;
      }
      edge.push({ at, to: chart.stacked ? sum : d3.max(values), text: [`${said(chart.across)}: ${across(at)}`, ...values.flatMap((v, i) => v === null || (chart.stacked && v === 0) ? [] : [`${said(chart.series[i].title)}: ${form(v)}`])].join("\n") });
    }
    const most = chart.domain ? chart.domain[1] : d3.max(data, (d) => d.to) ?? 1;
    const marks = chart.marks.map((m) => ({ at: m.at, text: said(m.text) }));
    return Plot.plot({
      width, height, marginLeft: isNarrow ? 48 : 64, marginRight: 16, marginTop: 28, marginBottom: 44, style: "font-size: 13px",
      x: { label: said(chart.across), labelAnchor: "center", labelArrow: "none", tickFormat: across, ticks: isNarrow ? 4 : 8 },
      y: { label: said(chart.axis), labelArrow: "none", tickFormat: form, grid: true, domain: chart.domain, ticks: 6, clamp: true }, color: { type: "identity" },
      marks: [
        chart.stacked ? Plot.areaY(data, { className: "areas", x: "at", y1: "from", y2: "to", z: "series", fill: "colour", curve }) : Plot.lineY(data, { className: "lines", x: "at", y: "to", z: "series", stroke: (d) => `var(--${chart.series[d.series].colour})`, strokeWidth: 2, strokeDasharray: null, curve, clip: true }),
        Plot.ruleY([0]),
        Plot.ruleX(marks, { className: "marks", x: "at", stroke: "currentColor", strokeDasharray: "3 3" }),
        Plot.text(isNarrow ? [] : marks, { x: "at", y: most, text: "text", dy: -8, lineAnchor: "bottom", fill: "currentColor" }),
        Plot.tip(edge, Plot.pointerX({ x: "at", y: (d) => Math.min(d.to ?? 0, most), title: "text" })),
      ],
    });
  }

  function draw() {
    for (const { place, chart } of charts) {
      const width = Math.floor(place.clientWidth);
      if (width === 0) continue;
      const drawn = (chart.kind === "rows" ? rows : curves)(chart, width);
      // The place has a name and a description; the parts of the drawing say nothing more.
      drawn.setAttribute("aria-hidden", "true");
      place.replaceChildren(drawn);
    }
  }

  // English and Dutch differ in numbers by their marks only.
  function writeNumbers() {
    for (const cell of document.querySelectorAll("td.number, th.number[data-value]")) {
      cell.dataset.text ??= cell.textContent;
      cell.textContent = language() === written ? cell.dataset.text : cell.dataset.text.replace(/[.,]/g, (mark) => mark === "." ? "," : ".");
    }
  }

  function speak(wanted) {
    root.lang = wanted;
    const title = document.querySelector("title");
    title.textContent = title.dataset[wanted];
    for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === wanted));
    writeNumbers();
    draw();
  }

  // A cell of a name has the name, and what people call it in a column of its own.
  function tableOf(section) {
    const table = section.querySelector("table"), heads = [...table.tHead.rows[0].cells], body = [...table.tBodies[0].rows];
    const titled = heads.map((_, i) => body.some((r) => "titled" in r.cells[i].dataset));
    const shown = (cell) => [...cell.querySelectorAll(`span[lang="${language()}"]`)].map((s) => s.textContent).join("") || cell.textContent;
    const columns = heads.flatMap((h, i) => titled[i] ? [h.dataset.key, `${h.dataset.key}_title`] : [h.dataset.key]);
    const isNumber = heads.flatMap((h, i) => titled[i] ? [false, false] : [h.classList.contains("number")]);
    return { columns, isNumber, rows: body.map((r) => [...r.cells].flatMap((c, i) => titled[i] ? [c.dataset.value ?? "", shown(c)] : [c.dataset.value ?? ""])) };
  }

  // A spreadsheet runs a text that starts like a formula; an apostrophe keeps it a text.
  const safe = (text) => /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  const quoted = (text) => /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const csvOf = ({ columns, isNumber, rows }) => [columns, ...rows.map((r) => r.map((c, i) => isNumber[i] ? c : safe(c)))].map((r) => r.map(quoted).join(",")).join("\n") + "\n";
  // Numbers go into JSON digit by digit: as numbers of this language they would be rounded.
  const jsonOf = ({ columns, isNumber, rows }) => "[\n" + rows.map((r) => "  {" + r.map((c, i) => `${JSON.stringify(columns[i])}: ${c === "" ? "null" : isNumber[i] ? c : JSON.stringify(c)}`).join(", ") + "}").join(",\n") + "\n]\n";

  function download(button) {
    const section = button.closest("section"), kind = button.dataset.download, table = tableOf(section);
    const [text, type] = kind === "csv" ? [csvOf(table), "text/csv"] : [jsonOf(table), "application/json"];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = `${section.dataset.name}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  for (const button of document.querySelectorAll("[data-language]")) button.addEventListener("click", () => speak(button.dataset.language));
  for (const button of document.querySelectorAll("[data-download]")) button.addEventListener("click", () => download(button));
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")]; for (const d of opened) d.open = true;
    // Tables that are wider than the paper get smaller letters.
    for (const table of document.querySelectorAll("table")) table.style.setProperty("--fit", Math.max(0.6, Math.min(1, paper / (table.scrollWidth * 0.72))).toFixed(2));
  });
  addEventListener("afterprint", () => { for (const d of opened) d.open = false; });
  let last = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== last) { last = innerWidth; draw(); } });
  speak(root.lang);
})();
