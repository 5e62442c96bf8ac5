#pragma once

#include "core/rpc/framing.h"
#include "core/rpc/jsonrpc.h"

#include <QObject>
#include <QProcess>
#include <QStringList>

namespace transcope::ui {

/// The worker's process and its stream of messages, without their meaning. UI thread only.
class WorkerProcess : public QObject
{
    Q_OBJECT
public:
    explicit WorkerProcess(QStringList command, QObject* parent = nullptr);
    /// Closes the worker's input, which ends it, and kills it if it has not gone within a second.
    ~WorkerProcess() override;

    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    qint64 processId() const { return m_process.processId(); }
    void start();
    /// Queues a framed message; never blocks.
    void send(const std::string& body);
    /// Kills the worker because of what it said; ended() then gives this reason.
    void abandon(const QString& reason);

signals:
    void received(const transcope::core::RpcMessage& message);
    /// The process is gone or could not be started. reason: one sentence for people, with the end of its log.
    void ended(const QString& reason);

private:
    void readMessages();
    void readLog();
    void finish(const QString& how);

    QStringList m_command;
    QProcess m_process;
    core::FrameDecoder m_decoder;
    QByteArray m_log; ///< the end of what it printed on standard error
    QString m_abandoned;
};

} // namespace transcope::ui
