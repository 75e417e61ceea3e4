import "./icon.css";
import { type IconName, type Shape, shapes } from "./icon-shapes";

const svg = "http://www.w3.org/2000/svg";
const drawn = new Map<IconName, SVGElement>();

// iconElement draws an icon without React, for cells painted by the grid: a
// copy of the one drawn first.
export function iconElement(name: IconName): SVGElement {
	let first = drawn.get(name);
	if (!first) {
		first = draw(name);
		drawn.set(name, first);
	}
	return first.cloneNode(true) as SVGElement;
}

function draw(name: IconName): SVGElement {
	const icon = document.createElementNS(svg, "svg");
	icon.setAttribute("class", `icon icon-${name}`);
	icon.setAttribute("viewBox", "0 0 16 16");
	icon.setAttribute("width", "16");
	icon.setAttribute("height", "16");
	icon.setAttribute("aria-hidden", "true");
	const shape: Shape = shapes[name];
	for (const [path, paint = "line"] of shape) {
		const part = document.createElementNS(svg, "path");
		part.setAttribute("d", path);
		part.setAttribute("class", paint);
		icon.append(part);
	}
	return icon;
}
