#include "ui/worker/workerprocess.h"

#include <QLoggingCategory>

namespace transcope::ui {

namespace {

Q_LOGGING_CATEGORY(lcWorker, "transcope.worker", QtInfoMsg)

constexpr int EndMs = 1000;
constexpr qsizetype KeptLogBytes = 2000;

/// The last line that says something.
QString lastLine(const QByteArray& log)
{
    return QString::fromUtf8(log.trimmed().split('\n').last()).trimmed();
}

} // namespace

WorkerProcess::WorkerProcess(QStringList command, QObject* parent)
    : QObject(parent), m_command(std::move(command))
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &WorkerProcess::readMessages);
    connect(&m_process, &QProcess::readyReadStandardError, this, &WorkerProcess::readLog);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) // other errors end in finished()
            finish(tr("%1 could not be started: %2").arg(m_process.program(), m_process.errorString()));
    });
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        readLog();
        finish(status == QProcess::CrashExit ? tr("The worker was ended by signal %1").arg(code)
                                             : tr("The worker ended with exit code %1").arg(code));
    });
}

WorkerProcess::~WorkerProcess()
{
    disconnect(&m_process, nullptr, this, nullptr);
    if (!isRunning())
        return;
    m_process.closeWriteChannel();
    if (m_process.waitForFinished(EndMs))
        return;
    m_process.kill();
    m_process.waitForFinished(EndMs);
}

void WorkerProcess::start()
{
    m_decoder = core::FrameDecoder();
    m_log.clear();
    m_abandoned.clear();
    m_process.setProgram(m_command.value(0));
    m_process.setArguments(m_command.mid(1));
    m_process.start();
}

void WorkerProcess::send(const std::string& body)
{
    const std::string message = core::frame(body);
    m_process.write(message.data(), static_cast<qint64>(message.size()));
}

void WorkerProcess::abandon(const QString& reason)
{
    if (!m_abandoned.isEmpty())
        return;
    m_abandoned = reason;
    m_process.kill();
}

void WorkerProcess::readMessages()
{
    const QByteArray bytes = m_process.readAllStandardOutput();
    m_decoder.append({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    while (m_abandoned.isEmpty()) {
        const auto body = m_decoder.next();
        if (!body) {
            abandon(QString::fromStdString(body.error().text()));
            return;
        }
        if (!*body)
            return;
        const auto message = core::parseMessage(**body);
        if (message)
            emit received(*message);
        else
            abandon(QString::fromStdString(message.error().error.text()));
    }
}

void WorkerProcess::readLog()
{
    const QByteArray bytes = m_process.readAllStandardError();
    for (const QByteArray& line : bytes.split('\n'))
        if (!line.isEmpty())
            qCDebug(lcWorker).noquote() << line;
    m_log = (m_log + bytes).right(KeptLogBytes);
}

void WorkerProcess::finish(const QString& how)
{
    QString reason = m_abandoned.isEmpty() ? how : m_abandoned;
    if (const QString line = lastLine(m_log); m_abandoned.isEmpty() && !line.isEmpty())
        reason += tr("; its last words: %1").arg(line);
    emit ended(reason);
}

} // namespace transcope::ui
