"""Security headers on every answer, whoever gives it: pages, static files, redirects and errors.

Outermost in MIDDLEWARE, because WhiteNoise and Django's own error answers never pass through what stands
below them. The Content-Security-Policy is django-csp's; what Django can set itself is in settings.
"""

from django.conf import settings

HEADERS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
    "X-DNS-Prefetch-Control": "off",
}
# Browsers keep a page for Back but ask before showing it again, so a withdrawn page does not linger.
REVALIDATE = "private, no-cache"


class SecurityHeadersMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", REVALIDATE)
        if request.method == "HEAD" and not response.streaming:
            response.content = b""  # its length stays in the header; gunicorn writes a line about a body it drops
        return response
