"""The reply clock: questions and their answers."""

# The questions that messages belong to: a patient's message begins one where the team, or nobody, spoke
# before it; a message of the team answers the one that is open before it, if any. `asked_at` and, where there
# is one, the first answer after it. What was taken back is neither.
QUESTIONS = """
SELECT t.patient_id, t.program_id, t.id, t.topic, g.timezone, en.track_id, q.sent_at, t.waiting_since,
       t.answer_by, CASE WHEN m.from_team THEN m.sent_at ELSE a.sent_at END
FROM messaging_message m JOIN messaging_thread t ON t.id = m.thread_id
JOIN programs_program g ON g.id = t.program_id
LEFT JOIN programs_enrolment en ON en.patient_id = t.patient_id AND en.ends_on IS NULL
LEFT JOIN LATERAL (
    SELECT x.from_team FROM messaging_message x
    WHERE x.thread_id = m.thread_id AND x.kind = 'person' AND x.recalled_at IS NULL AND x.seq < m.seq
    ORDER BY x.seq DESC LIMIT 1
) before ON true
JOIN LATERAL (
    SELECT x.sent_at FROM messaging_message x
    WHERE x.thread_id = m.thread_id AND x.kind = 'person' AND NOT x.from_team AND x.recalled_at IS NULL
      AND x.seq <= m.seq
      AND x.seq > coalesce((
          SELECT y.seq FROM messaging_message y
          WHERE y.thread_id = m.thread_id AND y.kind = 'person' AND y.from_team AND y.recalled_at IS NULL
            AND y.seq < m.seq
          ORDER BY y.seq DESC LIMIT 1), 0)
    ORDER BY x.seq LIMIT 1
) q ON true
LEFT JOIN LATERAL (
    SELECT x.sent_at FROM messaging_message x
    WHERE x.thread_id = m.thread_id AND x.kind = 'person' AND x.from_team AND x.recalled_at IS NULL
      AND x.seq > m.seq
    ORDER BY x.seq LIMIT 1
) a ON NOT m.from_team
WHERE m.id = ANY(%(ids)s::uuid[]) AND m.kind = 'person' AND m.recalled_at IS NULL
  AND CASE WHEN m.from_team THEN NOT before.from_team ELSE coalesce(before.from_team, true) END
"""
# A question that is there already gets its answer, once.
MEASURED = """
INSERT INTO messaging_replytime AS r (
    id, patient_id, program_id, thread_id, topic, track_id, asked_at, promised_at, answered_at, minutes
) SELECT * FROM unnest(
    %(id)s::uuid[], %(patient_id)s::uuid[], %(program_id)s::uuid[], %(thread_id)s::uuid[], %(topic)s::text[],
    %(track_id)s::uuid[], %(asked_at)s::timestamptz[], %(promised_at)s::timestamptz[],
    %(answered_at)s::timestamptz[], %(minutes)s::int[]
)
ON CONFLICT (thread_id, asked_at) DO UPDATE SET answered_at = EXCLUDED.answered_at, minutes = EXCLUDED.minutes
WHERE r.answered_at IS NULL AND EXCLUDED.answered_at IS NOT NULL
"""
