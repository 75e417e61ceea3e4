import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { api, send } from "../../api/client";
import { type Constant, type ConstantSays, type Constants, constantKinds } from "../../data/constants";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Form, FormRow, fieldErrors, useDraft } from "../../ui/form";
import { Select } from "../../ui/select";
import { SidePanel } from "../../ui/side-panel";
import { TextAreaField, TextField } from "../../ui/text-field";
import { ConstantEffect } from "./constant-effect";
import { ConstantValues } from "./constant-values";
import { type ConstantUse, keyFor } from "./constants";
import { placesText } from "./field-uses";
import { PanelActions } from "./panel-actions";

type Props = {
	constant: Constant | null;
	stored: Constants;
	use: ConstantUse | undefined;
	onChanged: (from: number, now: Constants | null, key: string) => Promise<void>;
	onClose: () => void;
	onNext?: (() => void) | undefined;
	onPrevious?: (() => void) | undefined;
};

// ConstantPanel sets a constant, and shows what that would do before it is kept.
export function ConstantPanel({ constant, stored, use, onChanged, onClose, onNext, onPrevious }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const start = {
		key: constant?.key ?? "",
		fr: constant?.label.fr ?? "",
		en: constant?.label.en ?? "",
		helpFr: constant?.help?.fr ?? "",
		helpEn: constant?.help?.en ?? "",
		kind: constant?.kind ?? ("number" as ConstantSays["kind"]),
		measure: constant?.measure ?? "",
		currency: constant?.currency ?? "",
		values: constant?.values ?? [{ value: "" }],
	};
	const save = useMutation({
		mutationFn: ({ key, body }: { key: string; body: ConstantSays }): Promise<Constants> =>
			send<Constants>("PUT", `/constants/${key}`, { body, version: from }),
		onSuccess: (now, { key }) => onChanged(stored.version, now, key),
	});
	const [d, set, dirty, from] = useDraft(start, stored.version, save.error);
	const key = constant?.key ?? (d.key || keyFor(d.en || d.fr));
	const says: ConstantSays = {
		label: { fr: d.fr, en: d.en },
		help: { fr: d.helpFr, en: d.helpEn },
		kind: d.kind,
		values: d.values,
		...(d.kind === "number" && d.measure ? { measure: d.measure } : {}),
		...(d.kind === "money" && d.currency ? { currency: d.currency } : {}),
	};
	const remove = useMutation({
		mutationFn: () => api.remove(`/constants/${key}`, stored.version),
		onSuccess: () => onChanged(stored.version, null, key),
	});
	const wrong = fieldErrors(save.error);
	const name = constant ? pick(constant.label, lang) : t("constant.new");
	const used = placesText(use, t);
	const filled = d.values.every((v) => v.value !== "") && d.values.length > 0;
	return (
		<SidePanel
			title={name}
			onClose={onClose}
			{...(onNext ? { onNext } : {})}
			{...(onPrevious ? { onPrevious } : {})}
			footer={
				<PanelActions
					configured
					form={form}
					saving={save.isPending}
					canSave={dirty && filled && (!!d.fr || !!d.en) && key !== ""}
					isNew={!constant}
					onCancel={onClose}
					remove={
						constant
							? {
									name,
									run: () => remove.mutate(),
									running: remove.isPending,
									error: remove.error,
									about: <p>{used ? t("constant.usedBy", { places: used }) : t("constant.unused")}</p>,
								}
							: undefined
					}
				/>
			}
		>
			<Form id={form} onSubmit={() => save.mutate({ key, body: says })} error={save.error} label={t("constant.title")}>
				<FormRow>
					<TextField
						label={t("label.fr")}
						error={wrong.label}
						value={d.fr}
						onChange={(fr) => set({ fr })}
						autoFocus={!constant}
						required
					/>
					<TextField label={t("label.en")} value={d.en} onChange={(en) => set({ en })} required />
				</FormRow>
				{!constant && (
					<TextField
						label={t("attribute.key")}
						help={t("attribute.keyHelp")}
						error={wrong.key}
						value={d.key || key}
						onChange={(typed) => set({ key: typed })}
						maxLength={40}
					/>
				)}
				<FormRow>
					{!constant && (
						<Select
							label={t("constant.kind")}
							error={wrong.kind}
							value={d.kind}
							onChange={(kind) => set({ kind: kind as ConstantSays["kind"], values: [{ value: "" }] })}
							options={constantKinds.map((kind) => ({ id: kind, name: t(`kind.${kind}`) }))}
						/>
					)}
					{d.kind === "number" && (
						<TextField
							label={t("constant.measure")}
							value={d.measure}
							onChange={(measure) => set({ measure })}
							maxLength={60}
						/>
					)}
					{d.kind === "money" && (
						<TextField
							label={t("constant.currency")}
							help={t("constant.currencyHelp")}
							error={wrong.currency}
							value={d.currency}
							onChange={(c) => set({ currency: c.toUpperCase() })}
							maxLength={3}
						/>
					)}
				</FormRow>
				<ConstantValues of={says} values={d.values} wrong={wrong} onChange={(values) => set({ values })} />
				{constant && <ConstantEffect name={key} says={says} idle={!dirty || !filled} used={used} />}
				<TextAreaField label={t("hierarchy.helpFr")} value={d.helpFr} onChange={(helpFr) => set({ helpFr })} />
				<TextAreaField label={t("hierarchy.helpEn")} value={d.helpEn} onChange={(helpEn) => set({ helpEn })} />
			</Form>
		</SidePanel>
	);
}
