// Linked into the test programs of a build with -fsanitize=thread alone. Qt itself is not built for the
// sanitizer, which so cannot see that what is posted to an event loop, started in a thread pool or let
// through a semaphore happens after the posting. Here the four functions by which Transcope's threads meet in
// Qt say so, and call Qt's.
#include <QCoreApplication>
#include <QRunnable>
#include <QSemaphore>
#include <QThreadPool>

#include <dlfcn.h>
#include <functional>
#include <sanitizer/tsan_interface.h>

namespace {

/// Qt's own function of a (mangled) name, which ours hides.
template <class Function> Function* qts(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// A slot that knows that it is called after it was posted.
class PostedSlot : public QtPrivate::QSlotObjectBase
{
public:
    explicit PostedSlot(QtPrivate::QSlotObjectBase* slot) : QSlotObjectBase(run), m_slot(slot)
    {
        __tsan_release(this);
    }

private:
    static void run(int operation, QSlotObjectBase* self, QObject* receiver, void** arguments, bool*)
    {
        auto* posted = static_cast<PostedSlot*>(self);
        __tsan_acquire(posted);
        if (operation == Call)
            posted->m_slot->call(receiver, arguments);
        if (operation == Destroy) {
            posted->m_slot->destroyIfLastRef();
            delete posted;
        }
    }

    QtPrivate::QSlotObjectBase* m_slot;
};

/// Work that knows that it is done after it was started.
class StartedWork : public QRunnable
{
public:
    explicit StartedWork(std::function<void()> work) : m_work(std::move(work)) {}
    // Not looked at until it has said so: the pool's thread finds the object by ways that the sanitizer does
    // not see.
    __attribute__((no_sanitize("thread"))) void run() override
    {
        __tsan_acquire(this);
        m_work();
    }

private:
    std::function<void()> m_work;
};

} // namespace

bool QMetaObject::invokeMethodImpl(QObject* object, QtPrivate::QSlotObjectBase* slot, Qt::ConnectionType type,
                                   void* result)
{
    static auto* const next = qts<bool(QObject*, QtPrivate::QSlotObjectBase*, Qt::ConnectionType, void*)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    return next(object, new PostedSlot(slot), type, result);
}

void QThreadPool::start(std::function<void()> work, int priority)
{
    auto* const started = new StartedWork(std::move(work));
    __tsan_release(started);
    start(started, priority);
}

void QSemaphore::release(int n)
{
    static auto* const next = qts<void(QSemaphore*, int)>("_ZN10QSemaphore7releaseEi");
    __tsan_release(this);
    next(this, n);
}

void QSemaphore::acquire(int n)
{
    static auto* const next = qts<void(QSemaphore*, int)>("_ZN10QSemaphore7acquireEi");
    next(this, n);
    __tsan_acquire(this);
}

bool QSemaphore::tryAcquire(int n, int timeoutMs)
{
    static auto* const next = qts<bool(QSemaphore*, int, int)>("_ZN10QSemaphore10tryAcquireEii");
    const bool acquired = next(this, n, timeoutMs);
    if (acquired)
        __tsan_acquire(this);
    return acquired;
}
