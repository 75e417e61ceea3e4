// The drawings of every icon, on a grid of 16 by 16. A part is a path and how it
// is painted: "line" (1.5 px, the colour of the text), "fill", or one of the two
// colours a status mark brings with its own class. The same table draws React
// icons and the marks that the grid paints without React.

export type Paint = "line" | "fill" | "second" | "second-line";
export type Shape = readonly (readonly [path: string, paint?: Paint])[];

const circle = (x: number, y: number, r: number) =>
	`M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;

const cloud = "M4.6 12.5a3 3 0 0 1-.4-6 3.9 3.9 0 0 1 7.5-.6 3.3 3.3 0 0 1-.2 6.6Z";
const highCloud = "M4.6 9.6a2.7 2.7 0 0 1-.3-5.4 3.8 3.8 0 0 1 7.2-.6 3 3 0 0 1-.1 6Z";

const star = "M8 2.2l1.75 3.7 4.05.5-3 2.8.8 4L8 11.2l-3.6 2 .8-4-3-2.8 4.05-.5Z";

export const shapes = {
	home: [["M2.5 7.2 8 2.8l5.5 4.4v6.3h-3.7V9.6H6.2v3.9H2.5Z"]],
	bell: [
		["M8 2.4a3.7 3.7 0 0 0-3.7 3.7c0 3.3-1.5 4.2-1.5 5.1h10.4c0-.9-1.5-1.8-1.5-5.1A3.7 3.7 0 0 0 8 2.4Z"],
		["M6.6 13.6c.7.6 2.1.6 2.8 0"],
	],
	star: [[star]],
	"star-on": [[star, "fill"], [star]],
	portfolio: [["M2.5 3.5h11v9h-11zM2.5 6.5h11M6 6.5v6"]],
	summary: [["M2.5 13.5h11M4 11V8M7 11V4.5M10 11V6.5M13 11V2.5"]],
	blocks: [["M2.5 2.5h6v6h-6zM10.5 2.5h3v6h-3zM2.5 10.5h3v3h-3zM7.5 10.5h6v3h-6z"]],
	chart: [["M2.5 2.5v11h11"], [circle(6, 9.6, 1.5)], [circle(10.6, 6, 2.2)]],
	table: [["M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 3.5v9"]],
	review: [["M2 3h12v8H2zM8 11v2.5M5.5 13.5h5M5 8.5l2-2 1.5 1.5L11 5.5"]],
	project: [["M3 2.5h6.5L13 6v7.5H3zM9.5 2.5V6H13M5.5 9h5M5.5 11.2h3"]],
	import: [["M8 2.5v7M5 6.8l3 3 3-3M2.5 10.5v3h11v-3"]],
	export: [["M8 10V2.8M5 5.5l3-3 3 3M2.5 10.5v3h11v-3"]],
	admin: [["M2.5 4.5h5M11.5 4.5h2M2.5 11.5h2M8.5 11.5h5"], [circle(9.5, 4.5, 1.7)], [circle(6.5, 11.5, 1.7)]],
	users: [
		[circle(6, 5.4, 2.3)],
		["M1.8 13c.3-2.4 2-3.8 4.2-3.8s3.9 1.4 4.2 3.8M10.6 3.4a2.2 2.2 0 0 1 0 4.1M12 9.7c1.3.5 2.1 1.7 2.3 3.3"],
	],
	user: [[circle(8, 5.2, 2.5)], ["M3 13.4c.4-2.8 2.3-4.3 5-4.3s4.6 1.5 5 4.3"]],
	group: [
		[circle(5, 6, 1.8)],
		[circle(11, 6, 1.8)],
		["M1.8 12.5c.2-1.9 1.4-3 3.2-3s3 1.1 3.2 3M8.5 10.3c.6-.5 1.5-.8 2.5-.8 1.8 0 3 1.1 3.2 3"],
	],
	unit: [["M6 2.5h4v3H6zM1.8 10.5h4v3h-4zM10.2 10.5h4v3h-4zM8 5.5V8M3.8 10.5V8h8.4v2.5"]],
	role: [["M8 1.8l5 1.9v3.8c0 3-2 5.3-5 6.7-3-1.4-5-3.7-5-6.7V3.7zM5.8 7.9l1.6 1.6 2.9-3"]],
	grant: [[circle(5.2, 10.4, 2.7)], ["M7.2 8.5l5.8-5.8M10.4 5.3l1.9 1.9"]],
	field: [["M2.5 3.5h5M2.5 8h5M2.5 12.5h5M10 3.5h3.5M10 8h3.5M10 12.5h3.5"]],
	token: [["M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5M9 3l-2 10"]],
	device: [["M2.5 3h11v7.5h-11zM6 13.5h4M8 10.5v3"]],
	search: [[circle(7, 7, 4.3)], ["M10.2 10.2l3.6 3.6"]],
	filter: [["M2.5 4h11M4.5 8h7M6.5 12h3"]],
	sort: [["M5 3v10M2.5 10.5L5 13l2.5-2.5M11 13V3M8.5 5.5L11 3l2.5 2.5"]],
	"sort-up": [["M8 13V3M4.5 6.5L8 3l3.5 3.5"]],
	"sort-down": [["M8 3v10M4.5 9.5L8 13l3.5-3.5"]],
	columns: [["M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10"]],
	more: [
		[circle(3.2, 8, 1.1), "fill"],
		[circle(8, 8, 1.1), "fill"],
		[circle(12.8, 8, 1.1), "fill"],
	],
	close: [["M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4"]],
	check: [["M3 8.5l3.2 3.2L13 4.8"]],
	minus: [["M3.5 8h9"]],
	plus: [["M8 3v10M3 8h10"]],
	warning: [["M8 2.3l6.2 11H1.8zM8 6.4v3.2M8 11.4v.2"]],
	error: [["M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4zM8 4.8v3.8M8 11v.2"]],
	info: [[circle(8, 8, 6)], ["M8 7.3v3.9M8 4.9v.2"]],
	help: [[circle(8, 8, 6)], ["M6.2 6.3c.1-1 .8-1.6 1.8-1.6s1.8.6 1.8 1.5c0 1.3-1.8 1.4-1.8 2.7M8 11.2v.2"]],
	calendar: [["M2.5 3.5h11v10h-11zM2.5 6.8h11M5.5 2v2.8M10.5 2v2.8"]],
	clock: [[circle(8, 8, 6)], ["M8 4.5V8l2.4 1.6"]],
	history: [["M2.6 6.5A5.7 5.7 0 1 1 2.3 9M2.3 3.2v3.4h3.4M8 5v3.2l2.2 1.3"]],
	undo: [["M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.8 3.5 2.8 6.5l3 3"]],
	redo: [["M13 6.5H6.5a3.5 3.5 0 0 0 0 7H10M10.2 3.5l3 3-3 3"]],
	lock: [["M3.5 7.2h9v6.3h-9zM5.3 7.2V5a2.7 2.7 0 0 1 5.4 0v2.2"]],
	trash: [["M2.8 4.2h10.4M6 4.2V2.5h4v1.7M4.2 4.2l.6 9.3h6.4l.6-9.3M6.7 6.8v4M9.3 6.8v4"]],
	edit: [["M3 13l.6-2.9 7.4-7.4 2.3 2.3-7.4 7.4zM9.4 4.3l2.3 2.3"]],
	copy: [["M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"]],
	link: [
		["M6.6 9.4l2.8-2.8M7 4.6l1.3-1.3a2.9 2.9 0 0 1 4.2 4.2l-1.3 1.3M9 11.4l-1.3 1.3a2.9 2.9 0 0 1-4.2-4.2l1.3-1.3"],
	],
	open: [["M6.5 3h-4v10.5H13v-4M9 2.5h4.5V7M13.2 2.8L7.5 8.5"]],
	mail: [["M2 3.5h12v9H2zM2.3 4l5.7 4.8L13.7 4"]],
	globe: [[circle(8, 8, 6)], ["M2 8h12M8 2c2 1.7 2.7 3.7 2.7 6s-.7 4.3-2.7 6C6 12.3 5.3 10.3 5.3 8S6 3.7 8 2Z"]],
	theme: [[circle(8, 8, 6)], ["M8 2a6 6 0 0 1 0 12Z", "fill"]],
	menu: [["M2.5 4h11M2.5 8h11M2.5 12h11"]],
	"side-close": [["M2.5 3h11v10h-11zM6.2 3v10M11.3 6L9.3 8l2 2"]],
	"side-open": [["M2.5 3h11v10h-11zM6.2 3v10M9.3 6l2 2-2 2"]],
	pin: [["M6 2.5h4l-.5 4 2 2.5h-7l2-2.5zM8 9v4.5"]],
	"chevron-down": [["M4 6l4 4 4-4"]],
	"chevron-right": [["M6 4l4 4-4 4"]],
	"chevron-left": [["M10 4L6 8l4 4"]],
	"chevron-up": [["M4 10l4-4 4 4"]],
	"chevron-pair": [["M5 6.3L8 3.3l3 3M5 9.7l3 3 3-3"]],
	"arrow-right": [["M3 8h10M9 4l4 4-4 4"]],
	"arrow-left": [["M13 8H3M7 4L3 8l4 4"]],
	upload: [["M8 10.5V3M4.8 6L8 2.8 11.2 6M3 13.2h10"]],
	file: [["M3.5 2h6L12.5 5v9h-9zM9.5 2v3h3"]],
	drag: [
		[circle(6, 4, 0.9), "fill"],
		[circle(10, 4, 0.9), "fill"],
		[circle(6, 8, 0.9), "fill"],
		[circle(10, 8, 0.9), "fill"],
		[circle(6, 12, 0.9), "fill"],
		[circle(10, 12, 0.9), "fill"],
	],
	keyboard: [["M1.8 4h12.4v8H1.8zM4.2 6.5h.2M7 6.5h.2M9.8 6.5h.2M12 6.5h.1M5 9.5h6"]],
	"sign-out": [["M9.5 2.5h-6v11h6M7 8h7M11.2 5.2L14 8l-2.8 2.8"]],
	eye: [["M1.5 8C3 5.2 5.2 3.8 8 3.8s5 1.4 6.5 4.2c-1.5 2.8-3.7 4.2-6.5 4.2S3 10.8 1.5 8Z"], [circle(8, 8, 1.9)]],
	"eye-off": [
		[
			"M3 3l10 10M6.3 4c.5-.1 1.1-.2 1.7-.2 2.8 0 5 1.4 6.5 4.2-.5.9-1.1 1.7-1.7 2.3M10 12c-.6.1-1.3.200-2 .2-2.8 0-5-1.4-6.5-4.2.700-1.2 1.5-2.2 2.5-2.9",
		],
	],
	up: [["M8 3.5l4.5 8h-9z", "fill"]],
	down: [["M8 12.5l-4.5-8h9z", "fill"]],
	same: [["M3.5 6.2h9M3.5 9.8h9"]],
	offline: [
		[
			"M2 2l12 12M4.2 6.8A6 6 0 0 1 6 5.7M9 5.2c1.1.200 2.1.700 2.9 1.6M2.2 4.6l.8-.6M6.4 9.4c.9-.7 2.3-.7 3.2 0M7 3c2.5-.2 5 .6 6.8 2.4M8 12v.2",
		],
	],

	"light-green": [
		[circle(8, 8, 6), "fill"],
		["M5.2 8.2l2 2 3.6-4", "second-line"],
	],
	"light-amber-green": [
		[circle(8, 8, 6), "fill"],
		["M8 2a6 6 0 0 1 0 12Z", "second"],
	],
	"light-amber": [
		["M8 1.6 15 14H1Z", "fill"],
		["M8 6v3.8M8 11.9v.1", "second-line"],
	],
	"light-amber-red": [
		["M8 1.2 14.8 8 8 14.8 1.2 8Z", "fill"],
		["M8 5v3.6M8 11v.1", "second-line"],
	],
	"light-red": [
		["M5.2 1.7h5.6l3.5 3.5v5.6l-3.5 3.5H5.2L1.7 10.8V5.2Z", "fill"],
		["M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4", "second-line"],
	],

	"weather-sunny": [
		[circle(8, 8, 3.4), "fill"],
		["M8 .9v1.8M8 13.3v1.8M.9 8h1.8M13.3 8h1.8M3 3l1.3 1.3M11.7 11.7 13 13M13 3l-1.3 1.3M4.3 11.7 3 13"],
	],
	"weather-cloudy": [[cloud, "fill"]],
	"weather-rainy": [[highCloud, "fill"], ["M5 11.8l-.7 2.2M8.2 11.8l-.7 2.2M11.4 11.8l-.7 2.2"]],
	"weather-stormy": [
		[highCloud, "fill"],
		["M8.9 7.2 5.9 11h2.2l-1 4 4-5H8.8l1.3-2.8Z", "second"],
	],
} satisfies Record<string, Shape>;

export type IconName = keyof typeof shapes;
