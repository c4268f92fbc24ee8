// Draws the charts of a report, switches its panels, and makes its downloads. It asks nothing of the network.
(() => {
  "use strict";

  const drawn = { done: 0, failed: 0 };

  // Colours are CSS variables, so that a chart follows the page into dark mode and onto paper by itself.
  const sans = getComputedStyle(document.body).fontFamily;
  const theme = {
    background: "transparent",
    font: sans,
    view: { stroke: null },
    axis: {
      labelColor: "var(--muted)", titleColor: "var(--muted)", gridColor: "var(--line)", domainColor: "var(--axis)",
      tickColor: "var(--axis)", labelFontSize: 12, titleFontSize: 12, titleFontWeight: 400, labelFont: sans,
      titleFont: sans, titlePadding: 8,
    },
    legend: {
      labelColor: "var(--text)", labelFontSize: 12, labelLimit: 220, symbolSize: 260, symbolStrokeWidth: 2.5,
      columnPadding: 18, rowPadding: 4, offset: 10, labelFont: sans,
    },
    text: { font: sans, fontSize: 12 },
    aria: false,
  };

  async function draw(figure) {
    const plot = figure.querySelector(":scope > .plot");
    const spec = figure.querySelector(":scope > script.spec");
    if (!plot || !spec || plot.dataset.state || typeof vegaEmbed === "undefined") return;
    plot.dataset.state = "drawing";
    try {
      await vegaEmbed(plot, JSON.parse(spec.textContent), {
        mode: "vega-lite", actions: false, renderer: "svg", config: theme, defaultStyle: false,
        ast: true, // expressions are interpreted, as the page's policy forbids making code from text
        tooltip: { disableDefaultStyle: true },
      });
      plot.dataset.state = "drawn";
      plot.style.minHeight = "0";
      plot.querySelector("svg")?.setAttribute("aria-hidden", "true");
      drawn.done += 1;
    } catch (error) {
      plot.dataset.state = "failed";
      plot.classList.add("failed");
      plot.textContent = "This chart could not be drawn; its numbers are in the table.";
      drawn.failed += 1;
      console.error(figure.id, error);
    }
  }

  const isShown = (element) => element.offsetParent !== null;

  /** Draws what is shown, a few at a time so that the page stays responsive. */
  async function drawShown(root = document) {
    let since = performance.now();
    for (const figure of root.querySelectorAll("figure.chart")) {
      if (!isShown(figure)) continue;
      await draw(figure);
      if (performance.now() - since > 60) {
        await new Promise((resume) => setTimeout(resume));
        since = performance.now();
      }
    }
    const waiting = [...document.querySelectorAll(".plot:not([data-state])")].filter(isShown).length;
    Object.assign(document.documentElement.dataset, {
      chartsDrawn: drawn.done, chartsFailed: drawn.failed, chartsWaiting: waiting,
    });
  }

  function makeTabs(container) {
    const panels = [...container.querySelectorAll(":scope > .panel")];
    const list = document.createElement("div");
    list.className = "tablist";
    list.setAttribute("role", "tablist");
    const buttons = panels.map((panel, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = panel.dataset.label;
      button.id = `${panel.id}-tab`;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      button.addEventListener("click", () => choose(index));
      button.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = (index + step + panels.length) % panels.length;
        choose(next);
        buttons[next].focus();
      });
      list.append(button);
      return button;
    });
    function choose(chosen) {
      panels.forEach((panel, index) => {
        panel.hidden = index !== chosen;
        buttons[index].setAttribute("aria-selected", String(index === chosen));
        buttons[index].tabIndex = index === chosen ? 0 : -1;
      });
      drawShown(panels[chosen]);
    }
    container.prepend(list);
    container.classList.add("ready");
    choose(Number(container.dataset.chosen) || 0);
  }

  /** Shows every panel and chart, for printing or searching. */
  function showEverything() {
    for (const tabs of document.querySelectorAll(".tabs.ready")) {
      tabs.classList.remove("ready");
      tabs.querySelector(":scope > .tablist")?.remove();
      tabs.querySelectorAll(":scope > .panel").forEach((panel) => { panel.hidden = false; });
    }
    document.querySelectorAll("details.more").forEach((details) => { details.open = true; });
    return drawShown();
  }

  function download(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /** The table as CSV (RFC 4180), with exact values in place of rounded ones. */
  function csv(table) {
    const field = (cell) => {
      const text = cell.dataset.value ?? cell.textContent;
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    return [...table.rows].map((row) => [...row.cells].map(field).join(",")).join("\r\n") + "\r\n";
  }

  /** The picture with its colours written out, as it would lose them outside the page. */
  function svg(plot) {
    const style = getComputedStyle(document.documentElement);
    const copy = plot.querySelector("svg").cloneNode(true);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.style.background = style.getPropertyValue("--surface");
    const text = new XMLSerializer().serializeToString(copy);
    return text.replace(/var\((--[\w-]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const figure = button?.closest("figure");
    if (!button) return;
    if ("csv" in button.dataset) {
      download(`${figure.dataset.file}.csv`, "text/csv;charset=utf-8", csv(figure.querySelector("table")));
    } else if ("svg" in button.dataset) {
      const plot = figure.querySelector(".plot");
      if (plot.dataset.state === "drawn") download(`${figure.dataset.file}.svg`, "image/svg+xml", svg(plot));
    } else if ("results" in button.dataset) {
      download("results.json", "application/json", document.getElementById("results").textContent);
    } else if ("everything" in button.dataset) {
      button.hidden = true;
      showEverything();
    }
  });

  document.querySelectorAll("details.more").forEach((details) => {
    details.addEventListener("toggle", () => { if (details.open) drawShown(details); });
  });
  document.querySelectorAll(".needs-script").forEach((element) => { element.hidden = false; });
  document.querySelectorAll(".tabs").forEach(makeTabs);
  if (location.hash === "#everything") showEverything(); else drawShown();
})();
