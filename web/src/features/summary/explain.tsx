import { Link } from "react-aria-components";
import { formatInstant } from "../../format/day";
import { formatPercent } from "../../format/number";
import { useLang } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { Popover } from "../../ui/popover";
import { Loaded } from "../../ui/states";
import styles from "./explain.module.css";
import { projectHref, rowsHref } from "./links";
import type { Explained } from "./model";
import { useExplained } from "./queries";
import { usePage } from "./reading";
import { valueText } from "./say";

// Explain opens on where a figure comes from: the rule in words, what it was made
// of, who entered that and when, and the way to the rows.
export function Explain({ path, label }: { path: string | null; label: string }) {
	const { t } = useLang();
	if (!path) return null;
	return (
		<span data-no-print className={styles.button}>
			<Popover
				label={t("summary.explain.of", { name: label })}
				bare
				trigger={<IconButton small icon="info" label={t("summary.explain.of", { name: label })} />}
			>
				{() => <Explanation path={path} />}
			</Popover>
		</span>
	);
}

export function Explanation({ path }: { path: string }) {
	const read = useExplained(path);
	return (
		<div className={styles.panel}>
			<Loaded query={read} lines={5}>
				{(of) => <Said of={of} />}
			</Loaded>
		</div>
	);
}

function Said({ of }: { of: Explained }) {
	const { t, lang } = useLang();
	const { reading } = usePage();
	return (
		<>
			<header className={styles.top}>
				<span className={styles.label}>{of.label}</span>
				<strong className={styles.value}>{valueText(of.value, of.kind, t, of.converted)}</strong>
			</header>
			<p className={styles.rule}>{of.rule}</p>
			{of.partial && <p className={styles.quiet}>{t("summary.partial")}</p>}
			{of.formula && <code className={styles.formula}>{of.formula[lang]}</code>}
			{of.help && <p className={styles.quiet}>{of.help}</p>}
			{of.steps.length > 0 && (
				<dl className={styles.steps}>
					{of.steps.map((s) => (
						<div key={s.label}>
							<dt>{s.label}</dt>
							<dd>
								<strong>{shareText(s.value)}</strong>
								<span>{s.text}</span>
							</dd>
						</div>
					))}
				</dl>
			)}
			{of.inputs.length > 0 && (
				<table className={styles.inputs}>
					<caption>{t("summary.explain.inputs")}</caption>
					<tbody>
						{of.inputs.map((input, i) => (
							<Input key={`${input.object.id}-${i}`} input={input} of={of} />
						))}
					</tbody>
				</table>
			)}
			<footer className={styles.foot}>
				{of.more > 0 && <span>{t("summary.explain.more", { count: of.more })}</span>}
				{of.object.kind !== "project" && (
					<Link href={rowsHref(reading, of.rows)} className={styles.link ?? ""}>
						{t("summary.explain.rows", { count: of.count })}
					</Link>
				)}
			</footer>
		</>
	);
}

// A factor travels as a share of one.
function shareText(value: string): string {
	return formatPercent(String(Number(value) * 100), 0);
}

function Input({ input, of }: { input: Explained["inputs"][number]; of: Explained }) {
	const { t } = useLang();
	const { reading } = usePage();
	const said = [input.by?.name, input.at && formatInstant(input.at), input.note].filter(Boolean).join(" · ");
	const own = input.object.id === of.object.id;
	return (
		<tr>
			<th scope="row">
				{input.object.kind === "project" && !own ? (
					<Link href={projectHref(reading, input.object.id)} className={styles.link ?? ""}>
						{input.object.name}
					</Link>
				) : (
					input.label
				)}
				{said && <span className={styles.who}>{said}</span>}
			</th>
			<td>
				{input.unread ? <em>{input.unread}</em> : valueText(input.value, input.kind, t)}
				{input.share && <span className={styles.who}>{formatPercent(input.share, 1)}</span>}
			</td>
		</tr>
	);
}
