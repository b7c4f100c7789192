import { line } from "../../ui/icons/Icon";

export const SidebarRightIcon = line(
  "M3.2 2.8h9.6a.8.8 0 0 1 .8.8v8.8a.8.8 0 0 1-.8.8H3.2a.8.8 0 0 1-.8-.8V3.6a.8.8 0 0 1 .8-.8zM9.6 3v10",
);
export const PaletteIcon = line("M2.6 4.4h10.8M2.6 8h6.4M2.6 11.6h4.4M10.4 10.4l1.6 1.6 2-2.6");
