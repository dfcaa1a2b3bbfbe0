"""Scrapy's settings. The politeness, the guard against private addresses and the frontier are ours; the engine,
the robots middleware, cookies and decompression are Scrapy's own.
"""

BOT_NAME = "diemtin"
SPIDER_LOADER_CLASS = "crawler.spider_loader.SourceLoader"
SPIDER_MODULES = ["crawler.spiders"]

TWISTED_REACTOR_ENABLED = False  # plain asyncio: a crawl is a coroutine and can be run again in the same process
DOWNLOAD_HANDLERS = {
    "http": "crawler.fetch.handler.GuardedHandler",
    "https": "crawler.fetch.handler.GuardedHandler",
    "ftp": None,
    "file": None,
    "data": None,
    "s3": None,
}

ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 4  # one page is in flight a site; the rest is for its robots.txt
CONCURRENT_ITEMS = 1  # the spiders yield none: they write to the store; the default starts a hundred tasks a page
DOWNLOAD_DELAY = 0  # crawler.fetch.throttle keeps the pauses, across processes and restarts
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_WARNSIZE = 0
COOKIES_ENABLED = True
HTTPPROXY_ENABLED = False  # a proxy would resolve names behind the guard's back

# What became of a request is the visit's business: see crawler.visits.visit and crawler.fetch.verdicts.
RETRY_ENABLED = False
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
HTTPERROR_ALLOW_ALL = True
TELNETCONSOLE_ENABLED = False
LOG_LEVEL = "WARNING"

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.fetch.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
}
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
}
