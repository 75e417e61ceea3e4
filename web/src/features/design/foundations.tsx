import { lights, weathers } from "../../fields/status";
import { useLang } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { type IconName, shapes } from "../../ui/icon-shapes";
import { tagColours } from "../../ui/tag";
import styles from "./design.module.css";
import { Part } from "./part";

const families: [string, string[]][] = [
	["Surfaces", ["ground", "surface", "raised", "sunken", "line", "line-strong", "control-line"]],
	["Ink", ["ink", "ink-2", "ink-3", "ink-off"]],
	["Accent", ["accent", "accent-strong", "accent-ink", "accent-soft", "accent-line", "focus"]],
	[
		"Meaning",
		["good", "good-soft", "warn", "warn-soft", "bad", "bad-fill", "bad-soft", "retro", "retro-fill", "retro-soft"],
	],
	["Choices", tagColours.map((c) => `pick-${c}`)],
];

export function Colours() {
	return (
		<Part en="Colours" fr="Couleurs">
			{families.map(([name, tokens]) => (
				<div key={name}>
					<h3>{name}</h3>
					<div className={styles.swatches}>
						{tokens.map((token) => (
							<span key={token} className={styles.swatch}>
								<span className={styles.chip} style={{ background: `var(--${token})` }} />
								{token}
							</span>
						))}
					</div>
				</div>
			))}
		</Part>
	);
}

const sizes = ["xs", "s", "m", "l", "xl", "xxl"];

export function Type() {
	return (
		<Part en="Type" fr="Typographie">
			{sizes.map((size) => (
				<p key={size} style={{ fontSize: `var(--size-${size})`, fontWeight: size.includes("l") ? 600 : 400 }}>
					{size} · Le portefeuille compte 1 234 567,89 € en œuvre — “weather” 27.74 M£
				</p>
			))}
		</Part>
	);
}

export function Statuses() {
	const { t } = useLang();
	return (
		<Part en="Lights and weather" fr="Feux et météo">
			{[lights, weathers].map((family) => (
				<div key={family[0]?.word}>
					{[16, 24].map((size) => (
						<p key={size} className={styles.family}>
							{family.map((s) => (
								<span key={s.word} className={styles.mark}>
									<Icon name={s.icon} size={size} />
									{t(s.title)}
								</span>
							))}
						</p>
					))}
				</div>
			))}
		</Part>
	);
}

export function Icons() {
	return (
		<Part en="Icons" fr="Icônes">
			<div className={styles.icons}>
				{(Object.keys(shapes) as IconName[]).map((name) => (
					<span key={name} className={styles.mark}>
						<Icon name={name} />
						{name}
					</span>
				))}
			</div>
		</Part>
	);
}
