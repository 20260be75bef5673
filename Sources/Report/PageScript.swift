/// What a page does beyond being read: a card beside a point of the front, and tables that sort. Without it
/// nothing is missing. It writes text as text alone.
enum PageScript {
    static let text: StaticString = """
        "use strict";
        (() => {
          const tip = document.createElement("div");
          tip.id = "tip";
          tip.hidden = true;
          tip.setAttribute("aria-hidden", "true");
          document.body.append(tip);
          const show = (point) => {
            const row = document.getElementById(point.dataset.row);
            tip.replaceChildren();
            const drawing = row && row.querySelector("svg");
            if (drawing) {
              const copy = drawing.cloneNode(true);
              copy.removeAttribute("aria-labelledby");
              copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
              tip.append(copy);
            }
            const words = document.createElement("div");
            words.textContent = point.getAttribute("aria-label").replace(/, \\|.*$/, "");
            tip.append(words);
            tip.hidden = false;
            const at = point.getBoundingClientRect();
            const size = tip.getBoundingClientRect();
            const room = document.documentElement.clientWidth;
            const left = Math.max(8, Math.min(at.left + at.width / 2 - size.width / 2, room - size.width - 8));
            const above = at.top - size.height - 8;
            tip.style.left = left + scrollX + "px";
            tip.style.top = (above > 0 ? above : at.bottom + 8) + scrollY + "px";
          };
          const hide = () => { tip.hidden = true; };
          document.querySelectorAll("[data-row]").forEach((point) => {
            const title = point.querySelector("title");
            if (title) title.remove();
            point.addEventListener("pointerenter", () => show(point));
            point.addEventListener("pointerleave", hide);
            point.addEventListener("focus", () => show(point));
            point.addEventListener("blur", hide);
            point.addEventListener("click", () => {
              const row = document.getElementById(point.dataset.row);
              if (!row) return;
              document.querySelectorAll("tr.found").forEach((other) => other.classList.remove("found"));
              row.classList.add("found");
              row.scrollIntoView({ block: "center" });
            });
          });
          document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

          // Marks of training cells and of unknown parts, signs and units are no part of a number.
          const number = (text) => {
            const plain = text.replace(/( \\*|\\+\\?| %)$/, "").replace(/^\\$|,/g, "");
            return plain === "" || Number.isNaN(Number(plain)) ? null : Number(plain);
          };
          const key = (text) => ({ text: text.trim(), value: number(text.trim()) });
          const isMissing = (key) => key.text === "" || key.text === "–";
          // Numbers before words, what is missing last whichever way.
          const compare = (a, b, down) => {
            if (isMissing(a) && isMissing(b)) return 0;
            if (isMissing(a) !== isMissing(b)) return isMissing(a) ? 1 : -1;
            if (a.value === null && b.value === null) return a.text.localeCompare(b.text) * (down ? -1 : 1);
            if (a.value === null) return 1;
            if (b.value === null) return -1;
            return (a.value - b.value) * (down ? -1 : 1);
          };
          document.querySelectorAll("table").forEach((table) => {
            const heads = [...table.tHead.rows[0].cells];
            heads.forEach((head, column) => {
              const button = document.createElement("button");
              button.type = "button";
              button.append(...head.childNodes);
              head.append(button);
              button.addEventListener("click", () => {
                const down = head.getAttribute("aria-sort") === "ascending";
                heads.forEach((other) => other.removeAttribute("aria-sort"));
                head.setAttribute("aria-sort", down ? "descending" : "ascending");
                const body = table.tBodies[0];
                const rows = [...body.rows].map((row) => ({ row, key: key(row.cells[column].textContent) }));
                rows.sort((a, b) => compare(a.key, b.key, down));
                body.append(...rows.map((entry) => entry.row));
              });
            });
          });
        })();

        """
}
