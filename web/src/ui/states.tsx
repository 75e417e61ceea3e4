import type { ReactNode } from "react";
import { Problem } from "../api/problem";
import { useT } from "../i18n/use-lang";
import { Button } from "./button";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";
import type { Loadable } from "./loadable";
import styles from "./states.module.css";

type StateProps = {
	icon: IconName;
	title: string;
	children?: ReactNode;
	action?: ReactNode;
	tone?: "bad";
	level?: 1 | 2;
};

// EmptyState stands where a list will be: one sentence, one action.
export function EmptyState({ icon, title, children, action, tone, level = 2 }: StateProps) {
	const Title = level === 1 ? "h1" : "h2";
	return (
		<div className={styles.state} data-tone={tone}>
			<span className={styles.mark}>
				<Icon name={icon} size={20} />
			</span>
			<Title className={styles.title}>{title}</Title>
			{children && <p className={styles.text}>{children}</p>}
			{action && <div className={styles.action}>{action}</div>}
		</div>
	);
}

// ErrorState says what could not be shown and what to do, in the server's words.
export function ErrorState({ error, onRetry, level }: { error: unknown; onRetry?: () => void; level?: 1 | 2 }) {
	const t = useT();
	const problem = error instanceof Problem ? error : null;
	const retry = onRetry && <Button onPress={onRetry}>{t("action.retry")}</Button>;
	if (problem?.refused) {
		return (
			<EmptyState level={level} icon="lock" title={t("error.refused.title")}>
				{t("error.refused.text")}
			</EmptyState>
		);
	}
	if (problem?.offline) {
		return (
			<EmptyState level={level} icon="offline" title={t("error.offline.title")} action={retry}>
				{t("error.offline.text")}
			</EmptyState>
		);
	}
	return (
		<div role="alert">
			<EmptyState level={level} icon="error" tone="bad" title={t("error.other.title")} action={retry}>
				{problem?.message || t("error.other.text")}
			</EmptyState>
		</div>
	);
}

// Skeleton shows where lines will come, only when they take more than 300 ms.
export function Skeleton({ lines = 8, label }: { lines?: number; label?: string }) {
	const t = useT();
	return (
		<div className={styles.skeleton} role="status" aria-label={label ?? t("state.loading")}>
			{Array.from({ length: lines }, (_, i) => (
				<span key={i} className={styles.bone} style={{ inlineSize: `${[62, 48, 71, 55, 66, 43][i % 6]}%` }} />
			))}
		</div>
	);
}

// Loaded shows what a query answered, or the state it is in. What was read
// before stays on the screen while it is read again.
export function Loaded<T>({
	query,
	lines,
	children,
}: {
	query: Loadable<T>;
	lines?: number;
	children: (data: T) => ReactNode;
}) {
	if (query.data !== undefined) return children(query.data);
	if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
	return <Skeleton lines={lines} />;
}
