import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { Attribute, Choice, Conversion, Kind } from "../../api/types";
import { useUsers } from "../../data/catalogue";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { FormSection } from "../../ui/form";
import { Select } from "../../ui/select";
import { ErrorState } from "../../ui/states";
import { TextField } from "../../ui/text-field";
import { ofObject, useAttributeObject } from "./attribute-object";
import styles from "./conversion.module.css";

export type Into = Record<string, string>;

// nothing stands for a text that is told to be no value.
const nothing = "";

export const conversionKey = "conversion";

type Asked = { field: Attribute; kind: Kind; choices: Choice[]; into: Into };

// useConversion tries on all that is stored what would become of another kind.
export function useConversion({ field, kind, choices, into }: Asked) {
	const list = kind === "choice" || kind === "choices";
	const object = useAttributeObject();
	const body = { kind, into, ...(list ? { choices } : {}) };
	return useQuery({
		enabled: kind !== field.kind,
		queryKey: [conversionKey, object, field.key, field.version, body],
		queryFn: () => api.post<Conversion>(`/fields/${field.key}/conversion${ofObject(object)}`, body),
		placeholderData: (before) => before,
		staleTime: 0,
		retry: false,
	});
}

type Props = Asked & {
	tried: ReturnType<typeof useConversion>;
	onInto: (into: Into) => void;
	onPropose: (texts: string[]) => void;
};

// FieldConversion shows on real data what a change of kind does, before it is saved:
// what is read as what, what is not, and what has to be changed first.
export function FieldConversion({ tried, kind, choices, into, onInto, onPropose }: Props) {
	const { t, lang } = useLang();
	const c = tried.data;
	if (tried.isError) return <ErrorState error={tried.error} />;
	if (!c) return null;
	const list = kind === "choice" || kind === "choices";
	return (
		<FormSection title={t("conversion.title")}>
			{c.blocked.length > 0 && (
				<Banner tone="bad">{t("conversion.blocked", { names: c.blocked.map((b) => pick(b, lang)).join(", ") })}</Banner>
			)}
			<p role="status">
				{c.filled === 0
					? t("conversion.none")
					: t("conversion.counts", { converts: c.converts, fails: c.fails, filled: c.filled })}
			</p>
			{c.samples.length > 0 && (
				<table className={styles.table}>
					<caption>{t("conversion.samples")}</caption>
					<thead>
						<tr>
							<th scope="col">{t("conversion.now")}</th>
							<th scope="col">{t("conversion.then")}</th>
							<th scope="col" className={styles.count}>
								{t("conversion.count")}
							</th>
						</tr>
					</thead>
					<tbody>
						{c.samples.map((s) => (
							<tr key={s.from}>
								<td>{s.from}</td>
								<td>{s.to || <span className={styles.empty}>{t("conversion.empty")}</span>}</td>
								<td className={styles.count}>{s.count}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
			{list && c.proposed.length > 0 && (
				<div className={styles.proposed}>
					<p>{t("conversion.proposed", { count: c.proposed.length, texts: c.proposed.slice(0, 5).join(", ") })}</p>
					<Button icon="plus" onPress={() => onPropose(c.proposed)}>
						{t("conversion.addAll")}
					</Button>
				</div>
			)}
			{c.failing.length > 0 && (
				<>
					<p>{t("conversion.failingNote")}</p>
					<ul className={styles.failing}>
						{c.failing.map((s) => (
							<li key={s.from}>
								<span className={styles.text}>
									{s.from} <small>×{s.count}</small>
								</span>
								<ReadAs
									text={s.from}
									kind={kind}
									choices={choices}
									value={into[s.from]}
									onChange={(value) => onInto(toldOf(into, s.from, value))}
								/>
							</li>
						))}
					</ul>
					{c.others > 0 && <p>{t("conversion.others", { count: c.others })}</p>}
				</>
			)}
			<Told
				into={into}
				failing={c.failing.map((s) => s.from)}
				onForget={(text) => onInto(toldOf(into, text, undefined))}
			/>
			{c.breaks.length > 0 && (
				<Banner tone="warn">
					{t("conversion.breaks", {
						places: c.breaks.map((p) => t(`attribute.use.${p.kind as "view"}`, { count: p.count })).join(", "),
					})}{" "}
					{c.breaks.flatMap((p) => p.names.map((n) => pick(n, lang))).join(", ")}
				</Banner>
			)}
			<p className={styles.note}>{t("conversion.exact")}</p>
		</FormSection>
	);
}

// toldOf says what a text is read as, or no longer.
function toldOf(into: Into, text: string, value: string | undefined): Into {
	const { [text]: _, ...rest } = into;
	return value === undefined ? rest : { ...rest, [text]: value };
}

// Told are the texts that somebody said what to read in their place.
function Told({ into, failing, onForget }: { into: Into; failing: string[]; onForget: (text: string) => void }) {
	const { t } = useLang();
	const told = Object.entries(into).filter(([text]) => !failing.includes(text));
	if (told.length === 0) return null;
	return (
		<ul className={styles.failing} aria-label={t("conversion.told")}>
			{told.map(([text, value]) => (
				<li key={text}>
					<span className={styles.text}>
						{text} → {value || t("conversion.empty")}
					</span>
					<Button kind="quiet" onPress={() => onForget(text)}>
						{t("conversion.forget")}
					</Button>
				</li>
			))}
		</ul>
	);
}

type ReadAsProps = {
	text: string;
	kind: Kind;
	choices: Choice[];
	value: string | undefined;
	onChange: (value: string | undefined) => void;
};

// ReadAs asks what a text is to be read as: a value of the list, a person, or a value
// as it is written.
function ReadAs({ text, kind, choices, value, onChange }: ReadAsProps) {
	const { t, lang } = useLang();
	const users = useUsers(kind === "user");
	const label = t("conversion.readAs", { text });
	const none = { id: "-", name: t("conversion.empty") };
	if (kind === "choice" || kind === "choices" || kind === "user") {
		const options =
			kind === "user"
				? (users.data ?? []).map((u) => ({ id: u.id, name: u.name }))
				: choices.filter((c) => !c.retired).map((c) => ({ id: c.key, name: pick(c.label, lang) }));
		return (
			<Select
				label={label}
				hideLabel
				value={value === nothing ? none.id : (value ?? null)}
				onChange={(id) => onChange(id === none.id ? nothing : id)}
				options={[none, ...options]}
			/>
		);
	}
	return <Written label={label} onSay={onChange} />;
}

// Written takes a value once it is typed to its end.
function Written({ label, onSay }: { label: string; onSay: (value: string) => void }) {
	const { t } = useLang();
	const [text, setText] = useState("");
	return (
		<span className={styles.written}>
			<TextField
				label={label}
				hideLabel
				value={text}
				onChange={setText}
				onBlur={() => text.trim() && onSay(text.trim())}
				placeholder={t("conversion.asWritten")}
			/>
			<Button kind="quiet" onPress={() => onSay(nothing)}>
				{t("conversion.asEmpty")}
			</Button>
		</span>
	);
}
