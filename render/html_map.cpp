#include "render/html_map.hpp"

#include <array>
#include <string_view>

#include "render/draw_map.hpp"
#include "render/svg_writer.hpp"

namespace wangge {

namespace {

constexpr std::string_view kStyle = R"css(
html,body{margin:0;height:100%;background:#e9e6df;font-family:'Noto Sans CJK SC','Noto Sans','Microsoft YaHei',sans-serif}
#view{position:absolute;inset:0;overflow:hidden;cursor:grab;touch-action:none}
#view.moving{cursor:grabbing}
#view svg{position:absolute;left:0;top:0;transform-origin:0 0;box-shadow:0 2px 14px rgba(0,0,0,.3);background:#fff}
#map *{pointer-events:none}
#map .grid,#map .centre *{pointer-events:auto}
.grid{cursor:pointer;outline:none}
.grid:hover,.grid.chosen,.grid:focus{stroke:#e4007f;stroke-width:1.4;filter:brightness(.93)}
#panel{position:absolute;left:14px;top:14px;min-width:190px;max-width:280px;background:#fff;border-radius:6px;padding:10px 14px;box-shadow:0 2px 10px rgba(0,0,0,.3);font-size:14px}
#panel h1{font-size:15px;margin:0 0 6px}
#panel table{border-collapse:collapse;width:100%}
#panel th{text-align:left;font-weight:normal;color:#6a655d;padding:2px 10px 2px 0;white-space:nowrap}
#panel td{text-align:right;padding:2px 0}
#panel p{margin:4px 0 0;color:#6a655d;font-size:12px}
#keys{position:absolute;right:14px;bottom:14px}
#keys button{width:38px;height:38px;font-size:19px;border:0;border-radius:6px;margin-left:6px;background:#fff;box-shadow:0 1px 6px rgba(0,0,0,.35);cursor:pointer}
@media print{#panel,#keys{display:none}#view svg{transform:none!important;box-shadow:none}}
)css";

constexpr std::string_view kScript = R"js(
(function () {
  'use strict';
  var view = document.getElementById('view'), svg = view.querySelector('svg'), box = svg.viewBox.baseVal;
  var scale = 1, left = 0, top = 0, pointers = {}, moved = 0, chosen = null;
  function draw() {
    svg.style.width = box.width * scale + 'px';
    svg.style.height = box.height * scale + 'px';
    svg.style.transform = 'translate(' + left + 'px,' + top + 'px)';
  }
  function all() {
    scale = Math.min(view.clientWidth / box.width, view.clientHeight / box.height) * 0.97;
    left = (view.clientWidth - box.width * scale) / 2;
    top = (view.clientHeight - box.height * scale) / 2;
    draw();
  }
  function zoom(factor, x, y) {
    var next = Math.max(0.5, Math.min(120, scale * factor)), share = next / scale;
    left = x - (x - left) * share;
    top = y - (y - top) * share;
    scale = next;
    draw();
  }
  function middle(factor) { zoom(factor, view.clientWidth / 2, view.clientHeight / 2); }
  view.addEventListener('wheel', function (event) {
    event.preventDefault();
    zoom(Math.pow(1.0015, -event.deltaY), event.clientX, event.clientY);
  }, { passive: false });
  view.addEventListener('pointerdown', function (event) {
    pointers[event.pointerId] = { x: event.clientX, y: event.clientY };
    moved = 0;
    view.classList.add('moving');
  });
  window.addEventListener('pointermove', function (event) {
    var old = pointers[event.pointerId], ids = Object.keys(pointers);
    if (!old) return;
    var now = { x: event.clientX, y: event.clientY };
    moved += Math.abs(now.x - old.x) + Math.abs(now.y - old.y);
    if (ids.length === 2) {
      var other = pointers[ids[0] === String(event.pointerId) ? ids[1] : ids[0]];
      var before = Math.hypot(old.x - other.x, old.y - other.y), after = Math.hypot(now.x - other.x, now.y - other.y);
      if (before > 0) zoom(after / before, (now.x + other.x) / 2, (now.y + other.y) / 2);
    } else {
      left += now.x - old.x;
      top += now.y - old.y;
      draw();
    }
    pointers[event.pointerId] = now;
  });
  function drop(event) { delete pointers[event.pointerId]; view.classList.remove('moving'); }
  window.addEventListener('pointerup', drop);
  window.addEventListener('pointercancel', drop);
  function show(grid) {
    var cells = document.querySelectorAll('#panel td');
    for (var i = 0; i < cells.length; i++) {
      var value = grid.getAttribute('data-' + cells[i].getAttribute('data-field')) || '';
      cells[i].textContent = value;
      cells[i].parentNode.hidden = value === '';
    }
    document.querySelector('#panel table').hidden = false;
  }
  function choose(grid) {
    if (chosen) chosen.classList.remove('chosen');
    chosen = grid;
    if (chosen) { chosen.classList.add('chosen'); show(chosen); }
  }
  var grids = document.querySelectorAll('.grid');
  for (var i = 0; i < grids.length; i++) {
    grids[i].addEventListener('pointerenter', function () { if (!chosen) show(this); });
    grids[i].addEventListener('focus', function () { choose(this); });
    grids[i].addEventListener('click', function () { if (moved < 6) choose(this === chosen ? null : this); });
  }
  document.getElementById('larger').onclick = function () { middle(1.5); };
  document.getElementById('smaller').onclick = function () { middle(1 / 1.5); };
  document.getElementById('whole').onclick = all;
  window.addEventListener('keydown', function (event) {
    var step = 60;
    switch (event.key) {
      case '+': case '=': middle(1.3); break;
      case '-': middle(1 / 1.3); break;
      case '0': all(); break;
      case 'ArrowLeft': left += step; draw(); break;
      case 'ArrowRight': left -= step; draw(); break;
      case 'ArrowUp': top += step; draw(); break;
      case 'ArrowDown': top -= step; draw(); break;
      case 'Escape': choose(null); break;
      default: return;
    }
    event.preventDefault();
  });
  window.addEventListener('resize', all);
  all();
})();
)js";

struct Field {
  std::string_view data, words;
};
constexpr std::array<Field, 8> kFields = {{{"code", "map_column_code"},
                                           {"name", "map_column_name"},
                                           {"kind", "map_column_kind"},
                                           {"households", "map_column_households"},
                                           {"population", "map_column_population"},
                                           {"buildings", "map_column_buildings"},
                                           {"compounds", "map_column_compounds"},
                                           {"status", "map_column_status"}}};

std::string panel_of(const MapSheet& sheet) {
  if (sheet.grids.empty()) return {};
  std::string out = "<div id=\"panel\"><h1>" + xml_escape(sheet.title) + "</h1><table hidden>";
  for (const Field& field : kFields) {
    out += "<tr><th>" + xml_escape(say(sheet.language, field.words)) + "</th><td data-field=\"" + std::string(field.data) +
           "\"></td></tr>";
  }
  return out + "</table><p>" + xml_escape(say(sheet.language, "map_html_hint")) + "</p></div>\n";
}

std::string button(std::string_view id, std::string_view sign, const std::string& words) {
  return "<button id=\"" + std::string(id) + "\" title=\"" + xml_escape(words) + "\" aria-label=\"" + xml_escape(words) + "\">" +
         std::string(sign) + "</button>";
}

}  // namespace

std::string html_map(const MapSheet& sheet) {
  DrawOptions options;
  options.interactive = true;
  const std::string svg = draw_map(sheet, options);
  // HTML knows no XML declaration.
  const std::size_t start = svg.find("<svg");
  std::string out = "<!DOCTYPE html>\n<html lang=\"";
  out += sheet.language == Language::chinese ? "zh-CN" : "en";
  out +=
      "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>";
  out += xml_escape(sheet.title) + "</title>\n<style>";
  out += kStyle;
  out += "</style>\n</head>\n<body>\n<div id=\"view\">\n";
  out += svg.substr(start);
  out += "</div>\n" + panel_of(sheet) + "<div id=\"keys\">";
  out += button("larger", "+", say(sheet.language, "map_html_larger")) +
         button("smaller", "&#8722;", say(sheet.language, "map_html_smaller")) +
         button("whole", "&#9744;", say(sheet.language, "map_html_whole"));
  out += "</div>\n<script>";
  out += kScript;
  out += "</script>\n</body>\n</html>\n";
  return out;
}

}  // namespace wangge
