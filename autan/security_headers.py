"""The headers that every answer carries, a page as well as data: one table for both doors."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

COMMON: dict[str, str] = {
    "X-Content-Type-Options": "nosniff",
    # The address of a draft is its key: it is never told to another site.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}

PAGE: dict[str, str] = {
    **COMMON,
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

# A part of ours in a frame or a picture on somebody's page: it may be shown anywhere, and does no
# more than any page of ours.
EMBED: dict[str, str] = {
    **COMMON,
    "Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"),
    "Cross-Origin-Resource-Policy": "cross-origin",
}

# Data are for everybody's pages; as a document they may do nothing at all.
DATA: dict[str, str] = {
    **COMMON,
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

HTTPS: dict[str, str] = {"Strict-Transport-Security": "max-age=31536000"}
