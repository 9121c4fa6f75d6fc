# A small image that briefs without a network: docker build -t tr-news . && docker run --rm -i tr-news brief < article.txt
FROM python:3.11-slim AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/tr-news && /opt/tr-news/bin/pip install --no-cache-dir .

FROM python:3.11-slim
COPY --from=build /opt/tr-news /opt/tr-news
RUN useradd --create-home reader
USER reader
WORKDIR /work
ENV PATH=/opt/tr-news/bin:$PATH TR_NEWS_HOME=/home/reader/tr-news
ENTRYPOINT ["tr-news"]
CMD ["--help"]
