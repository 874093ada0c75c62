package dev.redstart.autoconfigure;

import java.util.Map;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.ReactiveFindByIndexNameSessionRepository;
import org.springframework.session.ReactiveSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Any of Spring Session's repositories, the reactive ones waited for. */
interface Sessions {

  Session create();

  void save(Session session);

  Session find(String id);

  void delete(String id);

  Map<String, ? extends Session> ofUser(String name);

  static <S extends Session> Sessions of(SessionRepository<S> repository) {
    return new Sessions() {
      @Override
      public Session create() {
        return repository.createSession();
      }

      @Override
      @SuppressWarnings("unchecked")
      public void save(Session session) {
        repository.save((S) session);
      }

      @Override
      public Session find(String id) {
        return repository.findById(id);
      }

      @Override
      public void delete(String id) {
        repository.deleteById(id);
      }

      @Override
      public Map<String, ? extends Session> ofUser(String name) {
        return ((FindByIndexNameSessionRepository<?>) repository).findByPrincipalName(name);
      }
    };
  }

  static <S extends Session> Sessions of(ReactiveSessionRepository<S> repository) {
    return new Sessions() {
      @Override
      public Session create() {
        return repository.createSession().block();
      }

      @Override
      @SuppressWarnings("unchecked")
      public void save(Session session) {
        repository.save((S) session).block();
      }

      @Override
      public Session find(String id) {
        return repository.findById(id).block();
      }

      @Override
      public void delete(String id) {
        repository.deleteById(id).block();
      }

      @Override
      public Map<String, ? extends Session> ofUser(String name) {
        return ((ReactiveFindByIndexNameSessionRepository<?>) repository)
            .findByPrincipalName(name)
            .block();
      }
    };
  }
}
